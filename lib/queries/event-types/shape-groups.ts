import "server-only";
import type { EventPlace, EventShapes } from "@/lib/api/event-type-shape";
import { AppError } from "@/lib/errors";
import type { Try } from "../upcasters/try-draft";
import { shapesOf } from "./event-shapes";
import { signatureOf, signaturePaths } from "./shape-signature";

/** A shape that the catalogue has counted, with an event of it. */
export interface KnownShape {
  readonly signature: string;
  readonly events: number;
  readonly share: number;
  readonly examples: readonly EventPlace[];
}

/** The events of one shape: those that were tried, and how many there are. */
export interface ShapeGroup {
  readonly signature: string;
  readonly paths: string[];
  readonly events: number;
  readonly share: number;
  readonly tries: readonly Try[];
}

const MOST_SHAPES = 60;

/** What the catalogue knows about the shapes of a schema: nothing while it has not come so far. */
export async function knownShapes(type: string, schemaVersion: number): Promise<KnownShape[]> {
  const found = await shapesOf(type, schemaVersion).catch(nothingYet);
  return (found?.shapes ?? []).slice(0, MOST_SHAPES).map(({ paths, events, share, examples }) => ({
    signature: signatureOf(paths),
    events,
    share,
    examples,
  }));
}

function nothingYet(error: unknown): EventShapes | null {
  if (error instanceof AppError && error.code === "not-found") return null;
  throw error;
}

/** Tried events by shape, the most frequent first; counts are of the whole history where the catalogue has them. */
export function shapeGroups(tries: readonly Try[], known: readonly KnownShape[]): ShapeGroup[] {
  const counted = new Map(known.map((shape) => [shape.signature, shape]));
  const bySignature = new Map<string, Try[]>();
  for (const each of tries) {
    const ofShape = bySignature.get(each.shape);
    if (ofShape === undefined) bySignature.set(each.shape, [each]);
    else ofShape.push(each);
  }
  return [...bySignature]
    .map(([signature, ofShape]) => {
      const shape = counted.get(signature);
      const events = shape?.events ?? ofShape.length;
      const share = shape?.share ?? ofShape.length / Math.max(1, tries.length);
      return { signature, paths: signaturePaths(signature), events, share, tries: ofShape };
    })
    .toSorted((a, b) => b.share - a.share);
}
