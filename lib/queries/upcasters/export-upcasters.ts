import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type ExportedFile, type ExportFormat, exportChain, UntranslatableError } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { upcasters as code } from "@/lib/store";
import { readConsoleUpcasters } from "./console-upcasters";

const SOURCES = "select id, source from foldline.code_upcasters";

/** The active upcasters that have a part in reading events of a type, as a file in that format. */
export async function exportUpcasters(type: string, format: ExportFormat): Promise<ExportedFile> {
  await authorize("viewer");
  const [stored, { rows }] = await Promise.all([
    readConsoleUpcasters(pool),
    pool.query<{ id: string; source: string }>(SOURCES),
  ]);
  const active = stored.filter(({ state }) => state === "active");
  const codeText = new Map(rows.map(({ id, source }) => [id, source]));
  const file = exported(() => exportChain({ console: active, code, codeText }, type, format));
  if (file !== null) return file;
  throw new AppError(`No active upcaster has a part in reading events "${type}".`, { code: "not-found" });
}

function exported<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UntranslatableError)) throw error;
    const { expression, place } = error;
    throw new AppError(`This chain cannot be exported: ${error.message}.`, {
      code: "conflict",
      details: { expression, place },
      cause: error,
    });
  }
}
