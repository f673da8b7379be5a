import "server-only";
import type { EventPaths } from "@/lib/api/event-type-shape";
import { authorize } from "@/lib/auth/authorize";
import { celPath } from "@/lib/engine";
import { shapePaths } from "./event-type-shape";
import { readSchemaCatalogue } from "./schema-catalogue";

/** The paths that occur in events of a (type, schema version), as an expression writes them. */
export async function pathsOf(type: string, schemaVersion: number): Promise<EventPaths> {
  await authorize("viewer");
  const { rows, events, catalogue } = await readSchemaCatalogue(type, schemaVersion);
  return {
    type,
    schemaVersion,
    events,
    paths: shapePaths(rows, events).map(({ pointer, kinds, presence, examples }) => ({
      path: celPath(pointer),
      kinds: kinds.map(({ kind }) => kind),
      presence,
      examples,
    })),
    catalogue,
  };
}
