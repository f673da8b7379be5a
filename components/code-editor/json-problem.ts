import { isSafeNumber, parse } from "lossless-json";
import type { CodeMark } from "./code-mark";

/**
 * Why a text is no JSON, at its place, or a number in it that would not keep its digits; `null` when neither. `exact`:
 * whoever takes the text keeps every digit.
 */
export function jsonProblem(text: string, exact = false): CodeMark | null {
  if (text.trim() === "") return null;
  let unsafe: string | undefined;
  try {
    parse(text, undefined, (digits) => {
      if (!exact && unsafe === undefined && !isSafeNumber(digits) && String(Number(digits)) !== digits) unsafe = digits;
      return Number(digits);
    });
  } catch (error) {
    const [, message = "This is no JSON", place = "0"] =
      /^(.*?) at position (\d+)/.exec(String((error as Error).message)) ?? [];
    const from = Number(place);
    return { severity: "error", from, to: from + 1, message: `${message}.` };
  }
  if (unsafe === undefined) return null;
  const from = Math.max(text.indexOf(unsafe), 0);
  const message = `${unsafe} would become ${String(Number(unsafe))}: write it as text, or with fewer digits.`;
  return { severity: "error", from, to: from + unsafe.length, message };
}
