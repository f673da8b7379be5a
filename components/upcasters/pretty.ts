import { parse, stringify } from "lossless-json";

/** JSON laid out over lines, digit for digit; a text that is no JSON stays as it is. */
export function pretty(text: string): string {
  try {
    return stringify(parse(text), undefined, 2) ?? text;
  } catch {
    return text;
  }
}
