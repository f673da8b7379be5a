import type { CodeMark } from "@/components/code-editor/code-mark";
import { jsonPlace } from "@/components/code-editor/json-place";

interface Problem {
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a schema, at its place in the text. */
export function schemaMarks(text: string, problems: readonly Problem[]): CodeMark[] {
  return problems.map(({ path, message }) => {
    const names = path
      .split("/")
      .slice(1)
      .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const place = jsonPlace(text, names) ?? { from: 0, to: text.length };
    return { severity: "error", ...place, message: names.length === 0 ? message : `${names.at(-1)} ${message}` };
  });
}
