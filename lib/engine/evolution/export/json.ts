import { type ExportedFile, kebabCase } from "./exported-file";
import type { ExportedStep } from "./exported-step";

/** Upcasters as JSON that another Foldline imports as drafts. */
export function exportJson(steps: readonly ExportedStep[], type: string): ExportedFile {
  const upcasters = steps.flatMap(({ title, from, to, work }) =>
    "code" in work
      ? []
      : [
          {
            title,
            type: from.type,
            fromVersion: from.schemaVersion,
            toType: to.type,
            toVersion: to.schemaVersion,
            operations: work.operations,
          },
        ],
  );
  const code = steps.flatMap(({ title, from, to, work }) =>
    "code" in work ? [{ title, from, to, code: work.code }] : [],
  );
  const document = { foldline: "upcasters", version: 1, upcasters, ...(code.length > 0 && { code }) };
  return {
    fileName: `${kebabCase(type)}.upcasters.json`,
    text: `${JSON.stringify(document, null, 2)}\n`,
    notes: code.map(
      ({ title }) => `"${title}" is written in code: its text is in the file, but importing does not make it.`,
    ),
  };
}
