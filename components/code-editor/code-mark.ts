/** A mistake or a warning at its place in a text; `fix` replaces a part of the text with what would do. */
export interface CodeMark {
  readonly severity: "error" | "warning";
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly fix?: CodeFix;
}

export interface CodeFix {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text with a fix in it. */
export function withFix(text: string, { from, to, text: fixed }: CodeFix): string {
  return text.slice(0, from) + fixed + text.slice(to);
}

/** A mark whose place lies in a text of this length, and is at least one character wide where there is one. */
export function clampedMark(mark: CodeMark, length: number): CodeMark {
  const from = Math.min(Math.max(mark.from, 0), Math.max(length - 1, 0));
  return { ...mark, from, to: Math.min(Math.max(mark.to, from + 1), length) };
}
