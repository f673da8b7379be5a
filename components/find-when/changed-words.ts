import { changesOf, type JsonChange } from "@/lib/format/diff/diff-changes";
import { diffJson } from "@/lib/format/diff/diff-json";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";

const MOST_LETTERS = 40;

/** Each difference of two states in words: `paid 0 → 50`; `null` where a text was cut. */
export function changedWords(before: string, after: string | null): string[] | null {
  const states = [before, after].map(parsed);
  if (states.includes(undefined)) return null;
  const [one, other] = states;
  return changesOf(diffJson(one, other)).map(words);
}

function words({ path, kind, from, before, after }: JsonChange): string {
  const name = path === "" ? "state" : path;
  if (from !== null) return `${from} → ${name}`;
  if (kind === "added") return `${name} + ${short(after)}`;
  return kind === "removed" ? `${name} − ${short(before)}` : `${name} ${short(before)} → ${short(after)}`;
}

function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return parseForReading(text);
  } catch {
    return undefined;
  }
}

function short(value: unknown): string {
  const text = jsonTextOf(value);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
}
