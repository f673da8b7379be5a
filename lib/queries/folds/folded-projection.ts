import "server-only";
import { pool } from "@/lib/db/pool";
import type { Projection } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { definitionOf } from "@/lib/store";
import { type ProjectionRow, readProjectionRows } from "../projections/projection-rows";

/** A projection as it is registered; an AppError "not-found" when it is not. */
export async function registeredProjection(name: string): Promise<ProjectionRow> {
  const [row] = await readProjectionRows(pool, name);
  if (row === undefined) throw new AppError(`There is no projection "${name}".`, { code: "not-found" });
  return row;
}

/** The definition that built what consumers see, where that is still to be had; a reactor has none. */
export async function foldedDefinition({ name, definition, servingVersion }: ProjectionRow): Promise<Projection> {
  if (definition.kind === "reactor") {
    throw new AppError(`${name} is a reactor: it acts on events and has no rows to fold.`, { code: "conflict" });
  }
  const projection = await definitionOf(name, servingVersion ?? 0);
  if (projection === undefined) {
    throw new AppError(`This server's code has no definition of ${name}, so it cannot fold its rows.`, {
      code: "unavailable",
    });
  }
  return projection;
}
