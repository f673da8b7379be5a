import "server-only";
import { ConsoleName, RetireProjectionRequest } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { dropProjection, inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCounted } from "@/lib/format/number";
import { audit } from "./audit";
import { LOCK_DEFINITIONS } from "./console-draft";

const RetireProjection = RetireProjectionRequest.extend(ConsoleName.shape);

const ACTIVE_REBUILD =
  "select status from foldline.rebuilds where projection = $1 and status in ('queued', 'running', 'ready')";

const RETIRE = `
update foldline.console_projections set retired_at = now(), reason = case when published_at is null then $2 else reason end
 where name = $1 and retired_at is null returning version, published_at`;

export interface RetiredProjection {
  readonly name: string;
  readonly tables: readonly string[];
}

/** Takes a projection of the console out of use, with its view and its rows. Its definitions are kept. */
export async function retireConsoleProjection(input: unknown): Promise<RetiredProjection> {
  const operator = await authorize("admin");
  const { name, reason } = RetireProjection.parse(input);
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(LOCK_DEFINITIONS);
      const { rows } = await client.query<{ published_at: Date | null }>(RETIRE, [name, reason]);
      if (!rows.some((row) => row.published_at !== null)) {
        throw new AppError(`There is no published projection "${name}" of the console.`, { code: "not-found" });
      }
      const active = await client.query<{ status: string }>(ACTIVE_REBUILD, [name]);
      if (active.rows[0] !== undefined) {
        const problem = `A rebuild of ${name} is ${active.rows[0].status}; cancel it first.`;
        throw new AppError(problem, { code: "conflict" });
      }
      const { tables } = await dropProjection(client, { name, viewName: name.replaceAll("-", "_") });
      await audit(operator, { type: "ProjectionRetired", data: { projection: name, tables }, reason }, { client });
      return { name, tables };
    });
  } catch (error) {
    throw refusal(error, name);
  }
}

function refusal(error: unknown, name: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "2BP01") {
    return new AppError(`Other views depend on that of ${name}; drop them first.`, { code: "conflict", cause: error });
  }
  if (code !== "55P03" && code !== "40P01") return error;
  return new AppError(`Somebody is reading the rows of ${name}; try again.`, { code: "conflict", cause: error });
}

/** What retiring did, in words. */
export function projectionRetiredMessage({ name, tables }: RetiredProjection): string {
  return `${name} is retired; its view and ${formatCounted(tables.length, "table")} are gone. Its definitions are kept.`;
}
