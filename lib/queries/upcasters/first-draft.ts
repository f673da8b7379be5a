import "server-only";
import { type FirstDraft, FirstDraftQuery, type ReducerChangeBody } from "@/lib/api/reducers";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { addToShape, celStep, type DataShape, emptyShape, formatPath } from "@/lib/engine";
import { chain, store } from "@/lib/store";
import { reducerNameProblem } from "../reducers/reducer-name-problem";
import { newestAndOldestStreams } from "../reducers/reducer-sample";
import { isStorable } from "../storable";

const STREAMS = 40;
const EVENTS_OF_A_STREAM = 100;
const MOST_FIELDS = 60;

/** What the inferred state of a category does, written out: for each type, which of its fields land in the state. */
export async function readFirstDraft(input: unknown): Promise<FirstDraft> {
  await authorize("viewer");
  const { category } = FirstDraftQuery.parse(input);
  const [current, streams] = await Promise.all([
    chain(),
    isStorable(category) ? newestAndOldestStreams(category, STREAMS) : [],
  ]);
  const shapes = new Map<string, DataShape>();
  let events = 0;
  for (const { streamId } of streams) {
    for (const event of await store.readStream(streamId, { limit: EVENTS_OF_A_STREAM })) {
      const read = current.tryUpcast(event);
      if (!read.ok) continue;
      events += 1;
      for (const { type, data } of read.events) {
        const shape = shapes.get(type) ?? emptyShape();
        shapes.set(type, shape);
        addToShape(shape, data);
      }
    }
  }
  const on = [...shapes].map(([type, shape]) => ({ type, changes: changesOf(type, shape) }));
  return {
    definition: {
      name: await freeName(category),
      category,
      description: "",
      initial: {},
      on,
      otherwise: on.length === 0 ? "merge" : "ignore",
      snapshotEvery: 500,
    },
    events,
    streams: streams.length,
  };
}

/** A field that some events lack is only written where it is there. */
function changesOf(type: string, shape: DataShape): ReducerChangeBody[] {
  const objects = shape.kinds.has("object");
  if (!objects) return [{ op: "set", path: formatPath([type]), expression: "data" }];
  return [...shape.fields].slice(0, MOST_FIELDS).map(([field, { seen }]) => {
    const expression = `data${celStep(field)}`;
    const guard = expression.startsWith("data.") ? `has(${expression})` : `${JSON.stringify(field)} in data`;
    const always = seen >= shape.seen;
    return { op: "set", path: formatPath([field]), expression, ...(always ? {} : { when: guard }) };
  });
}

/** The category's own name, or one like it that no reducer has. */
async function freeName(category: string): Promise<string> {
  const own = nameFor(category);
  for (const name of [own, `${own}-state`, ...Array.from({ length: 8 }, (_, index) => `${own}-${index + 2}`)]) {
    if ((await reducerNameProblem(pool, { name, category, isNew: true })) === null) return name;
  }
  return "";
}

function nameFor(category: string): string {
  const plain = category.toLowerCase().replaceAll(/[^a-z0-9_]+/g, "-");
  const named = /^[a-z]/.test(plain) ? plain : `c-${plain}`;
  return named.slice(0, 34).replace(/-+$/, "");
}
