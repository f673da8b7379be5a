import "server-only";
import type { ShapeDiff } from "@/lib/api/event-type-shape";
import { ShapeDiffQuery } from "@/lib/api/event-types";
import { authorize } from "@/lib/auth/authorize";
import { shapePaths } from "./event-type-shape";
import { readSchemaCatalogue } from "./schema-catalogue";
import { shapeDifferences } from "./shape-difference";

/** What is different between the shapes of two stored schema versions, of one type or of one that was renamed. */
export async function readShapeDiff(type: string, input: unknown): Promise<ShapeDiff> {
  await authorize("viewer");
  const { before, after, afterType = type } = ShapeDiffQuery.parse(input);
  const [old, young] = await Promise.all([readSchemaCatalogue(type, before), readSchemaCatalogue(afterType, after)]);
  // Both come from one read model; what neither has reached yet is what the one that is further behind lacks.
  const behind = old.catalogue.waiting > young.catalogue.waiting ? old : young;
  return {
    before: { type, schemaVersion: before, events: old.events },
    after: { type: afterType, schemaVersion: after, events: young.events },
    ...shapeDifferences(shapePaths(old.rows, old.events), shapePaths(young.rows, young.events)),
    catalogue: behind.catalogue,
  };
}
