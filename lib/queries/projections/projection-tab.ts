import "server-only";
import { type DeadLetterPage, DeadLettersQuery } from "@/lib/api/dead-letters";
import { type LagHistory, LagRange } from "@/lib/api/projection-watch";
import type { Promotion } from "@/lib/api/projections";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import { listDeadLetters } from "../dead-letters/dead-letters";
import { readRebuild } from "../rebuilds/rebuild";
import { listRebuilds } from "../rebuilds/rebuilds";
import { lagHistory } from "./lag-history";
import { listPromotions } from "./promotions";
import { type ReadModelTabData, readReadModelTab } from "./read-model-tab";

/** What a tab of a projection's page shows besides the projection itself. */
export type ProjectionTabData =
  | { readonly tab: "definition" }
  | { readonly tab: "live"; readonly history: LagHistory }
  | { readonly tab: "dead-letters"; readonly page: DeadLetterPage }
  | ({ readonly tab: "rows" } & ReadModelTabData)
  | { readonly tab: "history"; readonly runs: readonly Rebuild[]; readonly promotions: readonly Promotion[] }
  | {
      readonly tab: "rebuild";
      readonly runs: readonly Rebuild[];
      readonly shown: RebuildProgress | null;
      /** The runs that lie under it. */
      readonly past: readonly RebuildProgress[];
      readonly comparable: readonly Rebuild[];
      readonly face: "run" | "verification" | null;
    };

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Reads it; `search` is the page's. */
export async function readProjectionTab(
  name: string,
  tab: ProjectionTabData["tab"],
  search: Search,
): Promise<ProjectionTabData> {
  switch (tab) {
    case "definition":
      return { tab };
    case "live":
      return { tab, history: await lagHistory(name, LagRange.catch("1h").parse(search.range)) };
    case "dead-letters":
      return { tab, page: await listDeadLetters(DeadLettersQuery.parse({ projection: name })) };
    case "rows":
      return { tab, ...(await readReadModelTab(name, search)) };
    case "history": {
      const [runs, promotions] = await Promise.all([runsOf(name), listPromotions(name)]);
      return { tab, runs, promotions };
    }
    case "rebuild":
      return { tab, ...(await readRuns(await runsOf(name), search)) };
  }
}

async function runsOf(projection: string): Promise<Rebuild[]> {
  return (await listRebuilds({ projection, limit: 100 })).rebuilds;
}

const MOST_COMPARED = 3;
const FACES = ["run", "verification"] as const;

async function readRuns(runs: readonly Rebuild[], search: Search) {
  const face = FACES.find((each) => each === search.view) ?? null;
  const chosen = runs.find(({ id }) => id === search.run) ?? runs[0];
  if (chosen === undefined) return { runs, shown: null, past: [], comparable: [], face };
  const comparable = runs.filter(
    ({ id, status, scope }) =>
      id !== chosen.id &&
      scope === "whole" &&
      (status === "promoted" || status === "ready") &&
      chosen.scope === "whole",
  );
  const past = comparedRuns(chosen, comparable, search.compare);
  const [shown, ...laid] = await Promise.all([chosen, ...past].map(({ id }) => readRebuild(id)));
  return { runs, shown: shown ?? null, past: laid, comparable, face };
}

/** Those that the URL names, or the one before. */
function comparedRuns(chosen: Rebuild, comparable: readonly Rebuild[], compare: Search[string]): readonly Rebuild[] {
  if (typeof compare === "string") {
    const ids = compare.split(",");
    return comparable.filter(({ id }) => ids.includes(id)).slice(0, MOST_COMPARED);
  }
  return comparable.filter(({ requestedAt }) => requestedAt < chosen.requestedAt).slice(0, 1);
}
