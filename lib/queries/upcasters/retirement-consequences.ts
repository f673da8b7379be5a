import "server-only";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import type { Queryable } from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { activeUpcasters, type ConsoleUpcaster } from "./console-upcasters";
import { consequencesOf } from "./upcaster-consequences";

/** What retiring an active upcaster would touch. */
export async function retirementConsequences(db: Queryable, { id }: ConsoleUpcaster): Promise<Consequences> {
  const before = [...code, ...(await activeUpcasters(db))];
  return consequencesOf(
    db,
    before,
    before.filter((upcaster) => upcaster.id !== id),
  );
}
