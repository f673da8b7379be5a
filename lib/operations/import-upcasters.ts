import "server-only";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { UpcasterImport } from "@/lib/api/upcaster-export";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { type ImportedUpcaster, inTransaction, schemaName, UpcasterDocument } from "@/lib/engine";
import { type ConsoleUpcaster, readConsoleUpcasters } from "@/lib/queries/upcasters/console-upcasters";
import { upcasters as code } from "@/lib/store";
import { insertUpcasterDraft } from "./insert-upcaster-draft";
import { refuseUnstorable } from "./refuse-unstorable";

const ImportUpcasters = z.object({
  document: UpcasterDocument,
  conflicts: z.enum(["leave-out", "draft"]).default("leave-out"),
  dryRun: z.boolean().default(false),
});

// One import at a time: two of the same file find each other's drafts.
const ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtextextended('foldline.import-upcasters', 0))";

/**
 * Keeps the upcasters of a file as drafts and overwrites none: one that is here already is passed over, and one that reads
 * what another upcaster reads is a conflict that names that one. `dryRun` only says what would happen.
 */
export async function importUpcasters(input: unknown): Promise<UpcasterImport> {
  const operator = await authorize("operator");
  const { document, conflicts, dryRun } = ImportUpcasters.parse(input);
  return inTransaction(pool, async (client) => {
    await client.query(ONE_AT_A_TIME);
    const known: Known[] = [...(await readConsoleUpcasters(client)).flatMap(stored), ...code.map(inCode)];
    const upcasters: UpcasterImport["upcasters"] = [];
    for (const upcaster of document.upcasters) {
      const { operations: _, ...facts } = upcaster;
      refuseUnstorable(upcaster, "The draft");
      const sameSource = known.filter(({ from }) => from === sourceOf(upcaster));
      if (sameSource.some((other) => other.isSame(upcaster))) {
        upcasters.push({ ...facts, outcome: "known", conflict: null, id: null });
        continue;
      }
      const conflict = sameSource[0]?.words ?? null;
      const isDrafted = conflict === null || conflicts === "draft";
      const isKept = isDrafted && !dryRun;
      const id = isKept ? await insertUpcasterDraft(client, operator, upcaster, { imported: true }) : null;
      upcasters.push({ ...facts, outcome: isDrafted ? "draft" : "left out", conflict, id });
      if (isDrafted)
        known.push({ from: sourceOf(upcaster), words: `"${upcaster.title}" of this file`, isSame: sameAs(upcaster) });
    }
    return { upcasters, inCode: (document.code ?? []).map(({ title }) => title), dryRun };
  });
}

interface Known {
  readonly from: string;
  readonly words: string;
  isSame(upcaster: ImportedUpcaster): boolean;
}

function stored(upcaster: ConsoleUpcaster): Known[] {
  if (upcaster.state === "retired") return [];
  const what = upcaster.state === "active" ? "the active upcaster" : "the draft";
  return [{ from: sourceOf(upcaster), words: `${what} "${upcaster.title}"`, isSame: sameAs(upcaster) }];
}

function inCode({ title, from }: { title: string; from: { type: string; schemaVersion: number } }): Known {
  return { from: schemaName(from), words: `"${title}", which is in code`, isSame: () => false };
}

function sourceOf({ type, fromVersion }: Pick<ImportedUpcaster, "type" | "fromVersion">): string {
  return schemaName({ type, schemaVersion: fromVersion });
}

function sameAs(one: Pick<ImportedUpcaster, "toType" | "toVersion"> & { readonly operations: unknown }) {
  return (other: ImportedUpcaster): boolean =>
    one.toType === other.toType &&
    one.toVersion === other.toVersion &&
    isDeepStrictEqual(one.operations, other.operations);
}
