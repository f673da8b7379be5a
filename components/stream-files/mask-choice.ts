import type { ExportChoices, HistoryField } from "@/lib/api/history-export";

/** What somebody ticked, or took the tick from; what they left alone is masked where it looks personal. */
export type Ticked = ReadonlyMap<string, boolean>;

/** A field's name among all that can be ticked. */
export function fieldKey({ scope, type, path }: Pick<HistoryField, "scope" | "type" | "path">): string {
  return JSON.stringify([scope, type, path]);
}

export function isMasked(field: HistoryField, ticked: Ticked): boolean {
  return ticked.get(fieldKey(field)) ?? field.personal;
}

/** The masks as an address has them: a path that is masked wherever it occurs needs no type before it. */
export function chosenMasks(
  fields: readonly HistoryField[],
  ticked: Ticked,
): Pick<ExportChoices, "mask" | "maskMetadata"> {
  const masked = fields.filter((field) => isMasked(field, ticked));
  const data = masked.filter(({ scope }) => scope === "data");
  const isEverywhere = (path: string) =>
    fields.every((field) => field.scope !== "data" || field.path !== path || isMasked(field, ticked));
  const names = data.map(({ type, path }) => (isEverywhere(path) ? path : `${type}:${path}`));
  return {
    mask: [...new Set(names)],
    maskMetadata: masked.filter(({ scope }) => scope === "metadata").map(({ path }) => path),
  };
}

/** Fields under the type of their events, in the order in which they came; those of metadata last. */
export function byType(fields: readonly HistoryField[]): [type: string | null, fields: HistoryField[]][] {
  const groups = new Map<string | null, HistoryField[]>();
  for (const field of fields) {
    const group = groups.get(field.type) ?? [];
    groups.set(field.type, group);
    group.push(field);
  }
  return [...groups];
}
