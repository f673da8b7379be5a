import type { VersionPair } from "./event-types-url";

type Versions = readonly { readonly schemaVersion: number }[];

/** The two newest versions, which is what one compares first; null when there is only one. */
export function newestPair(versions: Versions): VersionPair | null {
  const [before, after] = versions.slice(-2);
  if (before === undefined || after === undefined) return null;
  return { before: before.schemaVersion, after: after.schemaVersion };
}

/** A pair from a URL, when both versions are stored. */
export function storedPair(pair: VersionPair | null, versions: Versions): VersionPair | null {
  const stored = (version: number) => versions.some(({ schemaVersion }) => schemaVersion === version);
  return pair !== null && stored(pair.before) && stored(pair.after) && pair.before !== pair.after ? pair : null;
}

/** The version in a URL when it is stored, else the newest. */
export function shownVersion<V extends Versions[number]>(
  version: number | null,
  versions: readonly V[],
): V | undefined {
  return versions.find(({ schemaVersion }) => schemaVersion === version) ?? versions.at(-1);
}
