import "server-only";
import { RetireRequest, UpcasterId } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { inTurn } from "@/lib/db/in-turn";
import { pool } from "@/lib/db/pool";
import { checkChain, inTransaction, lockActiveUpcasters } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { countTypeVersions } from "@/lib/queries/event-types/event-type-counts";
import { activeUpcasters, readConsoleUpcaster } from "@/lib/queries/upcasters/console-upcasters";
import { retirementConsequences } from "@/lib/queries/upcasters/retirement-consequences";
import { upcasters as code } from "@/lib/store";
import { audit } from "./audit";
import { type ChangedReading, changedReading, readingWords } from "./changed-reading";
import { recordUpcasterSet } from "./record-upcaster-set";
import { unverifyDrafts } from "./unverify-drafts";

const RetireUpcaster = UpcasterId.extend(RetireRequest.shape);

const RETIRE = `
update foldline.upcasters set state = 'retired', retired_by = $2, retired_at = now(), reason = $3
 where id = $1 and state = 'active'`;

export interface RetiredUpcaster extends ChangedReading {
  readonly title: string;
}

/** Takes an active upcaster out of the chain. Refused when others go on from where it leads and would hang in the air. */
export async function retireUpcaster(input: unknown): Promise<RetiredUpcaster> {
  const operator = await authorize("admin");
  const { id, reason } = RetireUpcaster.parse(input);
  return inTransaction(pool, async (client) => {
    await lockActiveUpcasters(client);
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
    const reading = changedReading(await retirementConsequences(inTurn(client), stored));
    await client.query(RETIRE, [stored.id, operator.name, reason]);
    await recordUpcasterSet(client, operator, { cause: "retire", upcasterId: stored.id, reason });
    await unverifyDrafts(client);
    const { title, type, fromVersion, toType, toVersion } = stored;
    const data = { upcaster: stored.id, title, type, fromVersion, toType, toVersion, ...reading };
    await audit(operator, { type: "UpcasterRetired", data, reason }, { client });
    return { title, ...reading };
  });
}

/** What retiring did, in words. */
export function retiredMessage({ title, ...reading }: RetiredUpcaster): string {
  return `"${title}" is retired: ${readingWords(reading)}`;
}
