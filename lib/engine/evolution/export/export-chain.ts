import type { ExportedFile } from "./exported-file";
import { type ActiveUpcasters, exportedSteps } from "./exported-step";
import { exportJson } from "./json";
import { exportPython } from "./python/python";
import { exportTypescript } from "./typescript/typescript";

/** What an export is written in. */
export const EXPORT_FORMATS = ["typescript", "python", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * The active upcasters that have a part in reading events of `type`, written out; null: there are none. Throws an
 * `UntranslatableError` that names the expression and place for what would not mean the same.
 */
export function exportChain(active: ActiveUpcasters, type: string, format: ExportFormat): ExportedFile | null {
  const steps = exportedSteps(active, type);
  if (steps.length === 0) return null;
  switch (format) {
    case "typescript":
      return exportTypescript(steps, type);
    case "python":
      return exportPython(steps, type);
    case "json":
      return exportJson(steps, type);
  }
}
