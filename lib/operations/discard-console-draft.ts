import "server-only";
import { ConsoleName } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { audit } from "./audit";
import { LOCK_DEFINITIONS } from "./console-draft";

const DISCARD = `
delete from foldline.console_projections
 where name = $1 and published_at is null and retired_at is null returning version, definition`;

/** Throws away what was written and never published; the audit keeps what it said. */
export async function discardConsoleDraft(input: unknown): Promise<{ name: string; version: number }> {
  const operator = await authorize("operator");
  const { name } = ConsoleName.parse(input);
  return inTransaction(pool, async (client) => {
    await client.query(LOCK_DEFINITIONS);
    const { rows } = await client.query<{ version: number; definition: unknown }>(DISCARD, [name]);
    const [draft] = rows;
    if (draft === undefined) throw new AppError(`There is no draft of "${name}".`, { code: "not-found" });
    const { version, definition } = draft;
    await audit(
      operator,
      { type: "ProjectionDraftDiscarded", data: { projection: name, version, definition } },
      { client },
    );
    return { name, version };
  });
}
