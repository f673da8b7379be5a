import "server-only";
import { SetSnapshotPolicy } from "@/lib/api/snapshots";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction, setSnapshotPolicy as setPolicy } from "@/lib/engine";
import { formatCount } from "@/lib/format/number";
import { audit } from "./audit";

export interface SetPolicy {
  readonly category: string;
  readonly every: number | "never" | "as-written";
}

/** Decides after how many events snapshots of a category are kept. */
export async function setSnapshotPolicy(input: unknown): Promise<SetPolicy> {
  const operator = await authorize("operator");
  const { category, every, reason } = SetSnapshotPolicy.parse(input);
  await inTransaction(pool, async (client) => {
    await setPolicy(client, { category, every: every === "never" ? null : every, setBy: operator.name });
    await audit(operator, { type: "SnapshotPolicySet", data: { category, every }, reason }, { client });
  });
  return { category, every };
}

/** What was decided, in words. */
export function snapshotPolicySetMessage({ category, every }: SetPolicy): string {
  if (every === "never") return `No more snapshots of ${category} are kept; those that are there stay in use.`;
  if (every === "as-written") return `Snapshots of ${category} are kept as its reducers say.`;
  return `Snapshots of ${category} are kept every ${formatCount(every)} events, from the next fold on.`;
}
