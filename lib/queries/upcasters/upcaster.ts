import "server-only";
import { isUnpublished, type UpcasterDetail } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { upcasters as code } from "@/lib/store";
import { readCodeSource } from "../event-types/code-source";
import { countTypeVersions } from "../event-types/event-type-counts";
import { codeSummary, readConsoleUpcaster, toSummary } from "./console-upcasters";
import { lastVerifications } from "./last-verifications";
import { eventsIn } from "./upcasters";

/** One upcaster; `operations` is null for one in code. */
export async function readUpcaster(id: string): Promise<UpcasterDetail> {
  await authorize("viewer");
  const [stored, counts] = await Promise.all([readConsoleUpcaster(pool, id), countTypeVersions(pool)]);
  if (stored !== null) {
    const verifications = await lastVerifications(pool, isUnpublished(stored.state) ? [stored] : []);
    const verification = verifications.get(stored.id) ?? null;
    const summary = toSummary(stored, eventsIn(counts, stored.type, stored.fromVersion), verification);
    return { ...summary, operations: [...stored.operations], code: null };
  }
  const inCode = code.find((upcaster) => upcaster.id === id);
  if (inCode === undefined) throw new AppError(`There is no upcaster ${id}.`, { code: "not-found" });
  const { type, schemaVersion } = inCode.from;
  const summary = codeSummary(inCode, eventsIn(counts, type, schemaVersion));
  return { ...summary, operations: null, code: await readCodeSource(inCode) };
}
