import "server-only";
import { type PathsAnswer, PathsRequest } from "@/lib/api/console-projections";
import { authorize } from "@/lib/auth/authorize";
import { shapePaths } from "@/lib/engine";
import { dataShapes } from "./data-shapes";

/** The fields that occur in stored events of these types, as an expression names them. */
export async function readDataPaths(input: unknown): Promise<PathsAnswer> {
  await authorize("viewer");
  const { types } = PathsRequest.parse(input);
  const shapes = await dataShapes(types);
  return {
    types: [...new Set(types)].map((type) => {
      const shape = shapes.get(type);
      if (shape === undefined) return { type, events: 0, paths: [] };
      return {
        type,
        events: shape.seen,
        paths: shapePaths(shape).map((path) => ({ ...path, kinds: [...path.kinds] })),
      };
    }),
  };
}
