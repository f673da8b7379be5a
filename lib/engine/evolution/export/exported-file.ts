/** Upcasters written out as a file. */
export interface ExportedFile {
  readonly fileName: string;
  readonly text: string;
  /** What the file cannot do, or does otherwise than Foldline, in sentences. */
  readonly notes: readonly string[];
}

/** A name for code, of the words of an event type: `Fine paid` becomes `FinePaid`. */
export function pascalCase(type: string): string {
  const words = type.normalize("NFKD").match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Za-z]/.test(name) ? name : `Event${name}`;
}

/** `Fine paid` becomes `fine-paid`, for file names. */
export function kebabCase(type: string): string {
  return pascalCase(type)
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-")
    .toLowerCase();
}

/** Text for one line of a comment. */
export function oneLine(value: string): string {
  return value
    .replace(/[\p{C}\u2028\u2029]+/gu, " ")
    .replaceAll("*/", "* /")
    .trim();
}
