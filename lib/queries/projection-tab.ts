import "server-only";
import { type ReadModelRows, ReadModelRowsQuery } from "@/lib/api/projections";
import type { Rebuild, RebuildProgress } from "@/lib/api/rebuilds";
import { AppError } from "@/lib/errors";
import { readModelRows } from "./read-model-rows";
import { readRebuild } from "./rebuild";
import { listRebuilds } from "./rebuilds";

/** What a tab of a projection's page shows besides the projection itself. */
export type ProjectionTabData =
  | { readonly tab: "live" | "definition" }
  | { readonly tab: "rows"; readonly page: ReadModelRows | null }
  | { readonly tab: "history"; readonly runs: readonly Rebuild[] }
  | {
      readonly tab: "rebuild";
      readonly runs: readonly Rebuild[];
      readonly shown: RebuildProgress | null;
      readonly past: RebuildProgress | null;
    };

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Reads it; `search` is the page's. */
export async function readProjectionTab(
  name: string,
  tab: ProjectionTabData["tab"],
  search: Search,
): Promise<ProjectionTabData> {
  switch (tab) {
    case "live":
    case "definition":
      return { tab };
    case "rows":
      return { tab, page: await rowsOrNull(name, search) };
    case "history":
      return { tab, runs: await runsOf(name) };
    case "rebuild":
      return { tab, ...(await readRuns(await runsOf(name), search)) };
  }
}

async function runsOf(projection: string): Promise<Rebuild[]> {
  return (await listRebuilds({ projection, limit: 100 })).rebuilds;
}

async function readRuns(runs: readonly Rebuild[], search: Search) {
  const chosen = runs.find(({ id }) => id === search.run) ?? runs[0];
  if (chosen === undefined) return { runs, shown: null, past: null };
  const compare = search.compare;
  const others = runs.filter(({ id, status }) => id !== chosen.id && (status === "promoted" || status === "ready"));
  const before = others.find(({ requestedAt }) => requestedAt < chosen.requestedAt);
  const past = compare === "none" ? undefined : (runs.find(({ id }) => id === compare && id !== chosen.id) ?? before);
  const [shown, laid] = await Promise.all([readRebuild(chosen.id), past === undefined ? null : readRebuild(past.id)]);
  return { runs, shown, past: laid };
}

async function rowsOrNull(name: string, search: Search): Promise<ReadModelRows | null> {
  const query = ReadModelRowsQuery.parse({ after: search.after, search: search.search });
  try {
    return await readModelRows(name, query);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}
