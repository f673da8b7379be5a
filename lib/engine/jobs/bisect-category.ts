import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import type { Reducer } from "../aggregates/reducer";
import { startBisection } from "../aggregates/start-bisection";
import { stateCondition } from "../aggregates/state-condition";
import type { StoredEvent } from "../events";
import { loadChain } from "../evolution/load-chain";
import { BISECT_CATEGORY, BisectionParams, type CategoryBisection, NOTHING_BISECTED } from "./bisection";
import { type CategoryRange, countStreamEvents, nextStreams } from "./category-streams";
import { countSlice } from "./count-slice";
import { JobUnavailableError } from "./errors";
import type { JobContext, JobKind, JobWork } from "./job-kind";
import { oneAhead } from "./one-ahead";
import { readSlices, sliceStreams } from "./stream-slices";
import { bisectionTally } from "./tally-bisection";

/** Finds, in each stream of a category, the first event after which a condition on its state holds. */
export const bisectCategory: JobKind = {
  kind: BISECT_CATEGORY,
  async open(context, job, reader) {
    const params = BisectionParams.parse(job.params);
    const { category } = params;
    const chain = await loadChain(context.pool, context.upcasters);
    if (chain.hash !== params.chainHash) {
      throw new JobUnavailableError("The active upcasters have changed since it was asked for. Ask again.");
    }
    const question = {
      context: { chain, reducer: await reducerOf(context, params) },
      condition: stateCondition(params.condition),
      since: BigInt(params.since),
      settled: { stream: null as string | null },
      signal: context.signal,
    };
    const range: CategoryRange = { category, since: question.since, upTo: job.upTo };
    let pages: AsyncGenerator<Page> | null = null;
    return {
      count: () => countStreamEvents(context.pool, range),
      async next({ checkpoint, result }) {
        const before = (result as CategoryBisection | null) ?? NOTHING_BISECTED;
        pages ??= oneAhead(
          readPages(reader, range, { ...question, after: before.lastStream, size: context.batchSize }),
        );
        const { events, isLast, ...found } = await bisectPages(pages, question, before);
        return {
          checkpoint: isLast ? job.upTo : checkpoint,
          events,
          store: (commit) => commit(async () => found),
        };
      },
    } satisfies JobWork;
  },
};

async function reducerOf(context: JobContext, { category, reducer }: BisectionParams): Promise<Reducer> {
  const known = await context.reducers(category);
  const found = known.find(({ name, version }) => name === reducer.name && version === reducer.version);
  if (found !== undefined) return found;
  throw new JobUnavailableError(
    `This worker has no reducer "${reducer.name}" of version ${reducer.version}: it was changed or retired meanwhile, or ` +
      "the worker runs another release. Ask again.",
  );
}

interface Page {
  readonly events: readonly StoredEvent[];
  /** How many events of a stream that is settled were not read. */
  readonly passedOver: number;
  /** Nothing is left of the streams up to this one; `null`: the last one goes on. */
  readonly wholeUpTo: string | null;
}

const STREAMS_AT_ONCE = 2_000;

interface Walk {
  readonly after: string | null;
  readonly size: number;
  /** The stream at hand once nothing more is to be found in it: what is left of it is not read. */
  readonly settled: { readonly stream: string | null };
}

/** The events of all streams behind one, stream after stream. */
async function* readPages(
  reader: pg.PoolClient,
  range: CategoryRange,
  { after, size, settled }: Walk,
): AsyncGenerator<Page> {
  for (let last = after; ; ) {
    const streams = await nextStreams(reader, range, { after: last, limit: STREAMS_AT_ONCE });
    for (const { slices, wholeUpTo } of sliceStreams(streams, size)) {
      const [first, ...others] = slices;
      const isSettled = first !== undefined && first.streamId === settled.stream;
      const passedOver = isSettled ? await countSlice(reader, first, range.upTo) : 0;
      if (passedOver > 0) yield { events: [], passedOver, wholeUpTo: null };
      for await (const events of readSlices(reader, isSettled ? others : slices, range.upTo)) {
        yield { events, passedOver: 0, wholeUpTo: null };
      }
      yield { events: [], passedOver: 0, wholeUpTo };
    }
    last = streams.at(-1)?.streamId ?? null;
    if (last === null) return;
  }
}

interface Question {
  readonly context: Parameters<typeof startBisection>[0];
  readonly condition: ReturnType<typeof stateCondition>;
  readonly since: bigint;
  readonly settled: { stream: string | null };
  readonly signal: AbortSignal;
}

const MAX_TURN_MS = 50;

/** Looks through the next whole streams; a state is kept for no longer than its stream is read. */
async function bisectPages(
  pages: AsyncGenerator<Page>,
  { context, condition, since, settled, signal }: Question,
  before: CategoryBisection,
) {
  const tally = bisectionTally(before, since, () => startBisection(context, condition));
  let events = 0;
  let began = performance.now();
  for (let page = await pages.next(); page.done !== true; page = await pages.next()) {
    events += page.value.passedOver;
    for (const event of page.value.events) {
      tally.take(event);
      events += 1;
      if (performance.now() - began < MAX_TURN_MS) continue;
      await nextTurn();
      signal.throwIfAborted();
      began = performance.now();
    }
    signal.throwIfAborted();
    settled.stream = tally.settled();
    if (page.value.wholeUpTo === null) continue;
    tally.wholeUpTo(page.value.wholeUpTo);
    return { events, isLast: false, result: tally.result(), findings: tally.findings };
  }
  return { events, isLast: true, result: tally.result(), findings: tally.findings };
}
