import type { EventReader, EventTypeVersionDetail } from "@/lib/api/event-types";

export interface ReaderRow extends Omit<EventReader, "readsAs"> {
  /** The stored versions that it gets to see, and as what. */
  readonly sees: readonly { readonly schemaVersion: number; readonly as: string }[];
}

const ORDER: readonly EventReader["kind"][] = ["projection", "reactor", "reducer", "upcaster"];

/** Whoever reads some version of a type, once each, with the versions it sees. */
export function readerRows(
  type: string,
  versions: readonly Pick<EventTypeVersionDetail, "schemaVersion" | "readers">[],
): ReaderRow[] {
  const rows = new Map<string, ReaderRow>();
  for (const { schemaVersion, readers } of versions) {
    for (const { readsAs, ...reader } of readers) {
      const key = `${reader.kind} ${reader.upcasterId ?? reader.name}`;
      const as = `${readsAs.type === type ? "" : `${readsAs.type} `}v${readsAs.schemaVersion}`;
      const seen = rows.get(key)?.sees ?? [];
      rows.set(key, { ...reader, sees: [...seen, { schemaVersion, as }] });
    }
  }
  return [...rows.values()].toSorted(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
  );
}

/** "v1 as v2, v2 as it is". */
export function seesWords(sees: ReaderRow["sees"]): string {
  const words = new Map<string, string[]>();
  for (const { schemaVersion, as } of sees) {
    const how = as === `v${schemaVersion}` ? "as it is" : `as ${as}`;
    words.set(how, [...(words.get(how) ?? []), `v${schemaVersion}`]);
  }
  return [...words]
    .map(([how, of]) => `${of.join(" and ")} ${of.length > 1 && how === "as it is" ? "as they are" : how}`)
    .join(", ");
}
