import "server-only";
import type { CategoryUse, EventTypeShape, PathKind, ShapePath } from "@/lib/api/event-type-shape";
import { pointerPath } from "@/lib/engine";
import type { CatalogueRow } from "./catalogue-rows";

/** How many events of a schema version the catalogue has looked at. */
export function countedEvents(rows: readonly CatalogueRow[]): number {
  return rows.filter(({ facet }) => facet === "category").reduce((sum, { events }) => sum + events, 0);
}

/** What the data of a schema version looks like, from its rows; `null` when nothing of it was looked at. */
export function eventTypeShape(rows: readonly CatalogueRow[]): EventTypeShape | null {
  const events = countedEvents(rows);
  if (events === 0) return null;
  const shapes = rows.filter(({ facet }) => facet === "shape");
  return {
    events,
    paths: shapePaths(rows, events),
    eventsWithFurtherPaths: rows.find(({ facet, rest }) => facet === "path" && rest)?.events ?? 0,
    shapes: shapes.filter(({ rest }) => !rest).length,
    moreShapes: shapes.some(({ rest }) => rest),
  };
}

/** The paths of a schema version of so many events, in the order in which they first appeared, as a tree. */
export function shapePaths(rows: readonly CatalogueRow[], events: number): ShapePath[] {
  const paths = rows.filter(({ facet, rest }) => facet === "path" && !rest);
  return inTreeOrder(paths).map((row) => toShapePath(row, events));
}

/** The kinds that stood at a path, the most frequent first. */
export function pathKinds({ kinds }: CatalogueRow["detail"]): { kind: PathKind; count: number }[] {
  const counted = Object.entries(kinds) as [PathKind, number][];
  return counted.map(([kind, count]) => ({ kind, count })).toSorted((a, b) => b.count - a.count);
}

/** The categories that events of a schema version stand in, most events first, and what is beyond those kept apart. */
export function categoryUse(rows: readonly CatalogueRow[]): {
  readonly categories: CategoryUse[];
  readonly furtherCategories: { events: number; streams: number } | null;
} {
  const all = rows.filter(({ facet }) => facet === "category");
  const rest = all.find((row) => row.rest);
  return {
    categories: all
      .filter((row) => !row.rest)
      .map(({ name, events, streams }) => ({ category: name, events, streams }))
      .toSorted((a, b) => b.events - a.events || (a.category < b.category ? -1 : 1)),
    furtherCategories: rest === undefined ? null : { events: rest.events, streams: rest.streams },
  };
}

function toShapePath({ name, events, firstPosition, lastPosition, detail }: CatalogueRow, all: number): ShapePath {
  const { seen, min, max, values, examples } = detail;
  return {
    pointer: name,
    path: pointerPath(name),
    kinds: pathKinds(detail),
    events,
    presence: events / all,
    seen,
    min,
    max,
    values: values === null ? null : byCount(values),
    examples: [...examples],
    firstPosition: firstPosition.toString(),
    lastPosition: lastPosition.toString(),
  };
}

function byCount(values: Readonly<Record<string, number>>): { json: string; count: number }[] {
  const counted = Object.entries(values).map(([json, count]) => ({ json, count }));
  return counted.toSorted((a, b) => b.count - a.count || (a.json < b.json ? -1 : 1));
}

function inTreeOrder(rows: readonly CatalogueRow[]): CatalogueRow[] {
  const children = new Map<string, CatalogueRow[]>();
  for (const row of rows) {
    if (row.name === "") continue;
    const parent = row.name.slice(0, row.name.lastIndexOf("/"));
    children.set(parent, [...(children.get(parent) ?? []), row]);
  }
  const below = (pointer: string): CatalogueRow[] =>
    (children.get(pointer) ?? [])
      .toSorted((a, b) => Number(a.firstPosition - b.firstPosition) || (a.name < b.name ? -1 : 1))
      .flatMap((row) => [row, ...below(row.name)]);
  return [...rows.filter(({ name }) => name === ""), ...below("")];
}
