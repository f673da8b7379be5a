import "server-only";
import { addToShape, type DataShape, emptyShape, type UpcasterChain } from "@/lib/engine";
import { store } from "@/lib/store";
import { wholeChain } from "./whole-chain";

const FROM_EACH_END = 100;
const KEPT_MS = 60_000;
const MAX_KEPT = 200;

interface Kept {
  readonly at: number;
  readonly upcasters: string;
  readonly shape: Promise<DataShape | null>;
}

const kept = new Map<string, Kept>();

/**
 * What the data of events looks like, as read today: of each type the newest hundred and the oldest hundred events that
 * are stored. A type without events is not in the answer. Looked at again after a minute, or when upcasters change.
 */
export async function dataShapes(types: readonly string[]): Promise<Map<string, DataShape>> {
  const current = await wholeChain();
  const wanted = [...new Set(types)].filter((type) => type !== "*");
  const shapes = await Promise.all(wanted.map(async (type) => [type, await shapeOf(type, current)] as const));
  return new Map(shapes.flatMap(([type, shape]) => (shape === null ? [] : [[type, shape]])));
}

function shapeOf(type: string, current: UpcasterChain): Promise<DataShape | null> {
  const upcasters = current.hashFor([type]);
  const known = kept.get(type);
  if (known !== undefined && known.upcasters === upcasters && Date.now() - known.at < KEPT_MS) return known.shape;
  const shape = lookAt(type, current);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(type, { at: Date.now(), upcasters, shape });
  shape.then(
    // One that nothing was stored of may get its first event any moment.
    (seen) => seen === null && kept.delete(type),
    () => kept.delete(type),
  );
  return shape;
}

async function lookAt(type: string, current: UpcasterChain): Promise<DataShape | null> {
  const filter = { types: current.sourcesOf([type]) };
  const [newest, oldest] = await Promise.all([
    store.readAll(filter, { direction: "backwards", limit: FROM_EACH_END }),
    store.readAll(filter, { limit: FROM_EACH_END }),
  ]);
  const shape = emptyShape();
  for (const event of new Map([...oldest, ...newest].map((each) => [each.position, each])).values()) {
    const read = current.tryUpcast(event);
    if (!read.ok) continue;
    for (const { type: as, data } of read.events) if (as === type) addToShape(shape, data);
  }
  return shape.seen === 0 ? null : shape;
}
