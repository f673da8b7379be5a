import "server-only";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { countTypeVersions, type TypeVersionCount } from "../event-types/event-type-counts";

/** The stored schema versions of a type with their counts; an AppError when there is no event of it. */
export async function storedVersions(type: string): Promise<TypeVersionCount[]> {
  const ofType = (await countTypeVersions(pool)).filter((count) => count.type === type);
  if (ofType.length > 0) return ofType;
  throw new AppError(`The store holds no event of type "${type}".`, { code: "not-found" });
}

/** One of them; an AppError when there is no event of it. */
export async function storedVersion(type: string, schemaVersion: number): Promise<TypeVersionCount> {
  const found = (await storedVersions(type)).find((count) => count.schemaVersion === schemaVersion);
  if (found !== undefined) return found;
  throw new AppError(`The store holds no event of "${type}" in version ${schemaVersion}.`, { code: "not-found" });
}
