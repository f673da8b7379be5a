import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { EXPORT_FORMATS, type ExportFormat } from "@/lib/engine";
import { importUpcasters } from "@/lib/operations/import-upcasters";
import { exportUpcasters } from "@/lib/queries/upcasters/export-upcasters";
import { importedMessage, type UpcasterImport } from "../api/upcaster-export";
import { asCommandLine } from "./acting";
import { UsageError } from "./command";

export const summary = "Export a type's active upcasters as code, or import them as drafts.";

export const usage = `
Usage: npx foldline upcasters export TYPE [--format typescript|python|json] [--json]
       npx foldline upcasters import FILE|- [--draft-conflicts] [--dry-run] [--json]

export writes the active upcasters that have a part in reading events of TYPE to stdout, and what the file cannot do, or
does otherwise than Foldline, to stderr. import keeps what was exported as JSON as drafts; none that is here is overwritten.

  --format NAME      typescript (if not told), python, or json, which another Foldline imports
  --draft-conflicts  import also those that read the same events as an upcaster that is here
  --dry-run          only say what an import would do
  --json             the result as JSON
`;

export async function run(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === "export") return runExport(rest);
  if (verb === "import") return runImport(rest);
  throw new UsageError("Say export or import.");
}

async function runExport(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { format: { type: "string", default: "typescript" }, json: { type: "boolean" } },
  });
  const [type, ...others] = positionals;
  if (type === undefined || others.length > 0) throw new UsageError("Name one event type.");
  if (!isFormat(values.format)) throw new UsageError(`--format is one of ${EXPORT_FORMATS.join(", ")}.`);
  const { format } = values;
  const file = await asCommandLine(() => exportUpcasters(type, format));
  process.stdout.write(values.json ? `${JSON.stringify(file)}\n` : file.text);
  if (!values.json) for (const note of file.notes) process.stderr.write(`Note: ${note}\n`);
  return 0;
}

function isFormat(text: string): text is ExportFormat {
  return EXPORT_FORMATS.some((format) => format === text);
}

async function runImport(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      "draft-conflicts": { type: "boolean" },
      "dry-run": { type: "boolean", default: false },
      json: { type: "boolean" },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError("Name one file, or - for stdin.");
  const document = parsed(file === "-" ? await text(process.stdin) : await readFile(file, "utf8"));
  const conflicts = values["draft-conflicts"] ? "draft" : "leave-out";
  const result = await asCommandLine(() => importUpcasters({ document, conflicts, dryRun: values["dry-run"] }));
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : inWords(result));
  return 0;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new Error("The file is not valid JSON.", { cause });
  }
}

function inWords(result: UpcasterImport): string {
  const lines = result.upcasters.map(({ title, outcome, conflict }) => {
    return `${outcome.padEnd(8)}  ${title}${conflict === null ? "" : ` (reads the same events as ${conflict})`}\n`;
  });
  return `${lines.join("")}${result.dryRun ? "Nothing was written: it would be " : ""}${importedMessage(result)}\n`;
}
