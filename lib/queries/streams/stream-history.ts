import "server-only";
import type { StreamHistory, StreamHistoryRequest } from "@/lib/api/stream-history";
import { authorize } from "@/lib/auth/authorize";
import { type PathHistory, pathHistory, reducerHash } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { pathSegments } from "@/lib/format/json-path";
import { eventFacts } from "../events/event-facts";
import { recentResults } from "../projections/recent-results";
import { askedVersion } from "./asked-version";
import { foldedInTime } from "./folded-in-time";
import { foldContext } from "./stream-fold";
import { thinSeries } from "./thin-series";

// It runs on the web server, beside everybody else; a hundred thousand small states take a quarter of it.
const WITHIN_MS = 10_000;
const MAX_POINTS = 600;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const recent = recentResults<PathHistory>(6, ({ cut }) => !cut);

/** The events of a stream that changed one path of its state, newest first. */
export async function readStreamHistory(
  streamId: string,
  { path, before, limit, from, ...asked }: StreamHistoryRequest,
): Promise<StreamHistory> {
  await authorize("viewer");
  const startedAt = performance.now();
  const segments = pathSegments(path);
  if (segments === undefined) {
    throw new AppError(`"${path}" is no path; write it like lines[0].quantity or labels["a b"].`, { code: "invalid" });
  }
  const version = await askedVersion(streamId, asked.version);
  const to = await askedVersion(streamId, asked.to);
  const context = await foldContext(streamId, { reducer: asked.reducer });
  const key = [streamId, version, from, to, path, reducerHash(context.reducer, context.chain)];
  const history = await recent(key, () =>
    foldedInTime(pathHistory(context, streamId, { path: segments, at: version }, { from, to, withinMs: WITHIN_MS })),
  );
  const earlier = history.changes.filter((change) => before === undefined || change.version < before);
  const page = earlier.slice(-limit).reverse();
  const series = before === undefined ? seriesOf(history) : null;
  const facts = await eventFacts(
    streamId,
    [...page, ...(series?.points ?? [])].map((change) => change.version),
  );
  const factsOf = new Map(facts.map((event) => [event.version, event]));
  return {
    streamId,
    path,
    version,
    from,
    to,
    upTo: history.upTo,
    cut: history.cut,
    total: history.changes.length,
    changes: page.flatMap((change) => {
      const event = factsOf.get(change.version);
      return event === undefined ? [] : [{ ...event, before: change.before, after: change.after }];
    }),
    next: earlier.length > page.length ? (page.at(-1)?.version ?? null) : null,
    series: series && {
      thinned: series.thinned,
      points: series.points.map((change) => ({
        version: change.version,
        occurredAt: factsOf.get(change.version)?.occurredAt ?? "",
        value: change.after?.text ?? null,
      })),
    },
    elapsedMs: performance.now() - startedAt,
  };
}

/** What a chart can show of a path: nothing, unless every value that it ever had is a number. */
function seriesOf({ changes }: PathHistory) {
  const texts = changes.flatMap(({ after }) => (after === null || after.text === "null" ? [] : [after.text]));
  if (texts.length === 0 || !texts.every((text) => NUMBER.test(text))) return null;
  return thinSeries(changes, ({ after }) => Number(after?.text ?? 0), MAX_POINTS);
}
