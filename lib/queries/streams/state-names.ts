import "server-only";
import type { z } from "zod";
import type { StateNames, StateNamesQuery } from "@/lib/api/bisections";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { addToShape, emptyShape, stateAt } from "@/lib/engine";
import { categoryFold } from "../reducers/category-fold";
import { scopePaths } from "../upcasters/scope-paths";
import { sampleStreams } from "./sample-streams";
import { plainState } from "./stream-fold";

const MOST_STREAMS = 24;
const MOST_EVENTS = 500;
const MOST_NAMES = 500;
const LOOKING_MS = 400;

/** The paths that occur in the states of some streams of a category, as a condition names them. */
export async function listStateNames(query: z.output<typeof StateNamesQuery>): Promise<StateNames> {
  await authorize("viewer");
  const fold = await categoryFold(query.category, query.reducer);
  const shape = emptyShape();
  const until = performance.now() + LOOKING_MS;
  let streams = 0;
  for (const streamId of await sampleStreams(query.category, MOST_STREAMS)) {
    if (performance.now() > until) break;
    const { state } = await stateAt({ db: pool, ...fold }, streamId, { version: MOST_EVENTS });
    addToShape(shape, plainState(state));
    streams += 1;
  }
  const paths = scopePaths(shape, MOST_NAMES, "state");
  return {
    reducer: fold.reducer.name,
    streams,
    names: paths.map(({ name, kinds, presence }) => ({ name, kind: kinds.join(" or "), presence })),
  };
}
