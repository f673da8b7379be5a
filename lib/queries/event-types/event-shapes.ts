import "server-only";
import type { EventShapes, ShapeGroup } from "@/lib/api/event-type-shape";
import { authorize } from "@/lib/auth/authorize";
import { pointerPath } from "@/lib/engine";
import type { CatalogueRow } from "./catalogue-rows";
import { readSchemaCatalogue } from "./schema-catalogue";

const FURTHER_PATHS = "…";

/** The events of a (type, schema version) grouped by the shape of their data, with examples of each. */
export async function shapesOf(type: string, schemaVersion: number): Promise<EventShapes> {
  await authorize("viewer");
  const { rows, events, catalogue } = await readSchemaCatalogue(type, schemaVersion);
  const shapes = rows.filter(({ facet }) => facet === "shape");
  return {
    type,
    schemaVersion,
    events,
    shapes: shapes
      .filter(({ rest }) => !rest)
      .toSorted((a, b) => b.events - a.events || Number(a.firstPosition - b.firstPosition))
      .map((row) => toGroup(row, events)),
    further: shapes.find(({ rest }) => rest)?.events ?? 0,
    catalogue,
  };
}

function toGroup({ name, events, firstPosition, lastPosition, detail }: CatalogueRow, all: number): ShapeGroup {
  return {
    id: name,
    events,
    share: events / all,
    firstPosition: firstPosition.toString(),
    lastPosition: lastPosition.toString(),
    paths: detail.paths.map(({ path, kinds }) => ({
      pointer: path,
      path: path === FURTHER_PATHS ? path : pointerPath(path),
      kinds: [...kinds],
    })),
    furtherPaths: detail.more,
    examples: [...detail.examples],
  };
}
