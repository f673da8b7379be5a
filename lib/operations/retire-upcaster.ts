import "server-only";
import { z } from "zod";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { checkChain, inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCounted } from "@/lib/format/number";
import { activeUpcasters, readConsoleUpcaster } from "@/lib/queries/console-upcasters";
import { countTypeVersions } from "@/lib/queries/event-type-counts";
import { retirementImpact } from "@/lib/queries/retirement-impact";
import { upcasters as code } from "@/lib/store";
import { audit } from "./audit";

const RetireUpcaster = z.object({ id: z.string(), reason: z.string().trim().min(1, "Say why.").max(500) });

const RETIRE = `
update foldline.upcasters set state = 'retired', retired_by = $2, retired_at = now(), reason = $3
 where id = $1 and state = 'active'`;

export interface RetiredUpcaster {
  readonly title: string;
  readonly eventsReadDifferently: number;
  readonly staleProjections: readonly string[];
}

/** Takes an active upcaster out of the chain. Refused when others go on from where it leads and would hang in the air. */
export async function retireUpcaster(input: unknown): Promise<RetiredUpcaster> {
  const operator = await authorize("admin");
  const { id, reason } = RetireUpcaster.parse(input);
  return inTransaction(pool, async (client) => {
    await client.query("lock table foldline.upcasters in share row exclusive mode");
    const stored = await readConsoleUpcaster(client, id, { lock: true });
    if (stored === null) throw new AppError(`There is no upcaster ${id}.`, { code: "not-found" });
    if (stored.state !== "active") {
      throw new AppError(`"${stored.title}" is ${stored.state}; only an active one can be retired.`, {
        code: "conflict",
      });
    }
    const counts = await countTypeVersions(client);
    const known = new Set(
      checkChain([...code, ...(await activeUpcasters(client))], counts).map(({ message }) => message),
    );
    const after = checkChain([...code, ...(await activeUpcasters(client, id))], counts);
    const problems = after.filter(({ message }) => !known.has(message));
    if (problems.length > 0) {
      throw new AppError(`The chain would not hold: ${problems.map(({ message }) => message).join("; ")}.`, {
        code: "conflict",
      });
    }
    const impact = await retirementImpact(client, stored);
    await client.query(RETIRE, [stored.id, operator.name, reason]);
    const { title, type, fromVersion, toType, toVersion } = stored;
    const staleProjections = impact.projections.map((projection) => projection.name);
    const data = { upcaster: stored.id, title, type, fromVersion, toType, toVersion, staleProjections };
    await audit(operator, { type: "UpcasterRetired", data, reason }, { client });
    return { title, eventsReadDifferently: impact.eventsReadDifferently, staleProjections };
  });
}

/** What retiring did, in words. */
export function retiredMessage({ title, eventsReadDifferently, staleProjections }: RetiredUpcaster): string {
  const events = `${formatCounted(eventsReadDifferently, "event")} ${eventsReadDifferently === 1 ? "is" : "are"} read differently now`;
  const stale = staleProjections.length === 0 ? "no projection is stale" : `rebuild ${staleProjections.join(", ")}`;
  return `"${title}" is retired: ${events}; ${stale}.`;
}
