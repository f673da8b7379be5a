import "server-only";
import type { ReducerList, ReducerSummary } from "@/lib/api/reducers";
import { StreamFilter } from "@/lib/api/streams";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { loadConsoleReducers, type Reducer } from "@/lib/engine";
import { reducers as codeReducers } from "@/lib/store";
import { countStreams } from "../streams/stream-counts";
import { readReducerVersions, type StoredReducer } from "./reducer-rows";
import { isInferred, reducersAmong } from "./reducers";

/** The reducers of every category that has streams, or a reducer: of the code, of the console, the inferred state. */
export async function listReducers(): Promise<ReducerList> {
  await authorize("viewer");
  const [counts, versions, { reducers: ofConsole, problems }] = await Promise.all([
    countStreams(StreamFilter.parse({})),
    readReducerVersions(pool, null),
    loadConsoleReducers(pool),
  ]);
  const names = [...new Set(versions.map(({ name }) => name))];
  const written = names.map((name) => {
    const problem = problems.find((each) => each.name === name)?.message ?? null;
    return consoleSummary(
      versions.filter((each) => each.name === name),
      problem,
    );
  });
  const streams = new Map(counts.categories.map(({ category, count }) => [category, count]));
  const ofCode = codeReducers.flatMap(({ category }) => (category === null ? [] : [category]));
  const categories = [...new Set([...written.map(({ category }) => category), ...ofCode, ...streams.keys()])];
  return {
    capped: counts.capped,
    categories: categories.map((category) => {
      const usable = reducersAmong([...codeReducers, ...ofConsole], category);
      const own = written.filter((each) => each.category === category);
      return { category, streams: streams.get(category) ?? 0, reducers: summaries(usable, own) };
    }),
  };
}

type OfCategory = ReducerSummary & { readonly category: string };

/** In the order in which they are taken; drafts and retired ones after those that are in use. */
function summaries(usable: readonly Reducer[], own: readonly OfCategory[]): ReducerSummary[] {
  const inUse = usable.flatMap((reducer, place): ReducerSummary[] => {
    const isDefault = place === 0;
    if (reducer.source !== "console") return [{ ...codeSummary(reducer), isDefault }];
    return own.filter(({ name }) => name === reducer.name).map((each) => ({ ...withoutCategory(each), isDefault }));
  });
  const listed = new Set(inUse.map(({ name }) => name));
  const others = own.filter(({ name }) => !listed.has(name)).map(withoutCategory);
  return [...inUse.filter(({ source }) => source !== "inferred"), ...others, ...inUse.filter(isOfNobody)];
}

const isOfNobody = ({ source }: ReducerSummary) => source === "inferred";

function withoutCategory({ category: _, ...summary }: OfCategory): ReducerSummary {
  return summary;
}

function codeSummary(reducer: Reducer): Omit<ReducerSummary, "isDefault"> {
  const { name, version, types } = reducer;
  return {
    name,
    source: isInferred(reducer) ? "inferred" : "code",
    state: "in use",
    version,
    draftVersion: null,
    types: types === undefined ? null : [...types],
    changedAt: null,
    changedBy: null,
    problem: null,
  };
}

function consoleSummary(versions: readonly StoredReducer[], problem: string | null): OfCategory {
  const [newest] = versions;
  if (newest === undefined) throw new Error("a reducer without versions");
  const published = versions.find(({ state }) => state === "published");
  const draft = versions.find(({ state }) => state === "draft");
  const shown = published ?? draft ?? newest;
  const { definition, publishedBy, createdBy, updatedAt, publishedAt } = draft ?? shown;
  return {
    name: shown.name,
    category: shown.definition.category,
    source: "console",
    state: published !== undefined ? "in use" : draft !== undefined ? "draft" : "retired",
    version: published?.version ?? (draft === undefined ? shown.version : null),
    draftVersion: draft?.version ?? null,
    isDefault: false,
    types: definition.otherwise === "merge" ? null : definition.on.map(({ type }) => type),
    changedAt: publishedAt ?? updatedAt,
    changedBy: publishedBy ?? createdBy,
    problem,
  };
}
