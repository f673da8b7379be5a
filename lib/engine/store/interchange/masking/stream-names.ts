import type { Pseudonyms } from "./pseudonyms";

/** Other names for streams. */
export interface StreamNames {
  /** The other name of a stream; undefined: it keeps its own. */
  named(streamId: string): string | undefined;
  /** A text in which their names, and what stands in them after the category, are replaced. */
  replaced(text: string): string;
}

/** A shorter name, such as the 7 of `order-7`, says too little to be looked for by itself. */
const SHORTEST = 4;

/** Names these streams anew, each in its category; the engine's own streams keep their names. */
export function streamNames(streamIds: readonly string[], other: Pseudonyms): StreamNames {
  const names = new Map<string, string>();
  const parts = new Map<string, string>();
  const taken = new Set<string>();
  for (const streamId of streamIds) {
    if (streamId.startsWith("$")) continue;
    const dash = streamId.indexOf("-");
    const [category, name] = [streamId.slice(0, dash + 1), streamId.slice(dash + 1)];
    const replaced = parts.get(name) ?? other.text(name);
    names.set(streamId, unused(category + replaced, taken));
    if (name.length >= SHORTEST) parts.set(name, replaced);
  }
  const longestFirst = [...names.keys(), ...parts.keys()].sort((a, b) => b.length - a.length).map(literally);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return {
    named: (streamId) => names.get(streamId),
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
