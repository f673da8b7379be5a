import type { Pseudonyms } from "./pseudonyms";

/** Other names for streams. */
export interface StreamNames {
  /** The other name of a stream; undefined: it keeps its own. */
  named(streamId: string): string | undefined;
  /** What stands for a text that is a stream's name, or what stands in one after the category. */
  part(text: string): string | undefined;
  /** The same for a number, which stays one. */
  number(digits: string): string | undefined;
  /** A text in which their names, and what stands in them after the category, are replaced. */
  replaced(text: string): string;
}

/** A shorter name, such as the 7 of `order-7`, says too little to be looked for by itself. */
const SHORTEST = 4;
/** What may stand in JSON as a number too; then so may what stands for it. */
const WHOLE_NUMBER = /^[1-9]\d*$/;

/** Names these streams anew, each in its category; the engine's own streams keep their names. */
export function streamNames(streamIds: readonly string[], other: Pseudonyms): StreamNames {
  const names = new Map<string, string>();
  const parts = new Map<string, string>();
  const taken = new Set<string>();
  for (const streamId of streamIds) {
    if (streamId.startsWith("$")) continue;
    const dash = streamId.indexOf("-");
    const [category, name] = [streamId.slice(0, dash + 1), streamId.slice(dash + 1)];
    const replaced = parts.get(name) ?? (WHOLE_NUMBER.test(name) ? other.number(name) : other.text(name));
    names.set(streamId, unused(category + replaced, taken));
    if (name.length >= SHORTEST) parts.set(name, replaced);
  }
  const longestFirst = [...names.keys(), ...parts.keys()].sort((a, b) => b.length - a.length).map(literally);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return {
    named: (streamId) => names.get(streamId),
    part: (text) => names.get(text) ?? parts.get(text),
    number: (digits) => (WHOLE_NUMBER.test(digits) ? parts.get(digits) : undefined),
    replaced: (text) =>
      longestFirst.length === 0
        ? text
        : text.replace(pattern, (found) => names.get(found) ?? parts.get(found) ?? found),
  };
}

/** Names without letters and digits all read "masked": two streams still do not become one. */
function unused(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) free = `${name}-${count}`;
  taken.add(free);
  return free;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
