import "server-only";
import { type FoldList, FoldPoint, FoldRowsQuery, type ReadFoldRows } from "@/lib/api/folds";
import { type ReadModelRows, ReadModelRowsQuery } from "@/lib/api/projections";
import { foldRows } from "../folds/fold-rows";
import { listFolds } from "../folds/folds";
import { describePoint, logPointOf } from "../folds/log-point";
import { orNull } from "../or-null";
import { readModelRows } from "./read-model-rows";

/** What the tab of a read model shows: the rows of now or of then, and which folds there are. */
export interface ReadModelTabData {
  /** Rows as consumers see them; null: there are none, or the past is looked at. */
  readonly page: ReadModelRows | null;
  readonly folds: FoldList;
  /** Rows as of the point of the address, where a finished fold has them. */
  readonly past: ({ readonly id: string } & ReadFoldRows) | null;
}

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Reads it; `search` is the page's. */
export async function readReadModelTab(name: string, search: Search): Promise<ReadModelTabData> {
  const asked = FoldPoint.safeParse({
    position: search.position,
    instant: search.instant,
    clock: search.clock === "recorded" ? "recorded" : undefined,
  });
  const point = asked.success ? logPointOf(asked.data) : null;
  const folds = await listFolds(name);
  if (point === null) return { page: await orNull(liveRows(name, search)), folds, past: null };
  const wanted = JSON.stringify(describePoint(point));
  const fold = folds.folds.find(({ job }) => JSON.stringify(samePoint(job.params.point)) === wanted);
  if (fold?.browsable !== true) return { page: null, folds, past: null };
  const { id } = fold.job;
  const query = FoldRowsQuery.catch(FoldRowsQuery.parse({})).parse(search);
  // Where they are too many to look through, their place says so, and the page shows the rest.
  const rows = await orNull(foldRows(name, id, query), ["not-found", "unavailable"]);
  return { page: null, folds, past: rows === null ? null : { id, page: query, rows } };
}

// What a job's parameters keep, in the order in which points are written here.
function samePoint(point: FoldList["folds"][number]["job"]["params"]["point"]) {
  return "position" in point ? { position: point.position } : { instant: point.instant, clock: point.clock };
}

function liveRows(name: string, search: Search): Promise<ReadModelRows> {
  return readModelRows(name, ReadModelRowsQuery.parse({ after: search.after, search: search.search }));
}
