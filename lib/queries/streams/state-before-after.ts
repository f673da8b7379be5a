import "server-only";
import type { StateBeforeAfter } from "@/lib/api/state-before-after";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import {
  type Reducer,
  type StoredEvent,
  startFold,
  streamCategory,
  stringifyLossless,
  type UpcasterChain,
} from "@/lib/engine";
import { store } from "@/lib/store";
import { readsDifferently, wayOf } from "../event-types/chain-ways";
import { isInferred, reducersOf } from "../reducers/reducers";
import { isStorable } from "../storable";
import { chainsWithDraft } from "./draft-chain";
import { streamNotFound } from "./stream";
import { plainState, problemInWords } from "./stream-fold";

// It folds on the web server's event loop: a stream of millions must not hold up everybody else.
const MOST_VERSIONS = 20_000;
const MOST_MS = 2_000;
const PAGE = 500;

export interface DraftOnStream {
  readonly draft: UpcasterDraft;
  /** The stored draft that this one would replace. */
  readonly id?: string | undefined;
  readonly streamId: string;
}

/** Folds a stream without a draft and with it, by every reducer of its category. */
export async function readStateBeforeAfter({ draft, id, streamId }: DraftOnStream): Promise<StateBeforeAfter> {
  await authorize("viewer");
  const streamVersion = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (streamVersion === 0) throw streamNotFound(streamId);
  const sides = await chainsWithDraft(draft, id ?? null);
  const chains = { before: sides.without.chain, after: sides.with.chain };
  const folds = (await writtenFor(streamId)).map((reducer) => ({ reducer, ...bothFolds(reducer, chains) }));
  let eventsReadDifferently = 0;
  const version = await eachEvent(streamId, streamVersion, (event) => {
    if (readsDifferently(wayOf(sides.without.upcasters, event), wayOf(sides.with.upcasters, event)))
      eventsReadDifferently += 1;
    for (const { before, after } of folds) {
      before.apply(event);
      after.apply(event);
    }
  });
  return {
    streamId,
    version,
    streamVersion,
    eventsReadDifferently,
    reducers: folds.map(({ reducer, ...both }) => {
      const [before, after] = [sideOf(both.before), sideOf(both.after)];
      const changed = JSON.stringify(before) !== JSON.stringify(after);
      return { name: reducer.name, version: reducer.version, inferred: isInferred(reducer), before, after, changed };
    }),
  };
}

/** Those that somebody wrote; the inferred one where there is none. */
async function writtenFor(streamId: string): Promise<readonly Reducer[]> {
  const all = await reducersOf(streamCategory(streamId));
  return all.length > 1 ? all.filter((reducer) => !isInferred(reducer)) : all;
}

function bothFolds(reducer: Reducer, { before, after }: Readonly<Record<"before" | "after", UpcasterChain>>) {
  const fold = (chain: UpcasterChain) => startFold(reducer, chain, reducer.initial);
  return { before: fold(before), after: fold(after) };
}

function sideOf(fold: ReturnType<typeof startFold>): StateBeforeAfter["reducers"][number]["before"] {
  return { stateText: stringifyLossless(plainState(fold.state()), 2), problems: fold.problems.map(problemInWords) };
}

/** Page by page, until the stream or the patience ends; gives the last version that was seen. */
async function eachEvent(streamId: string, to: number, see: (event: StoredEvent) => void): Promise<number> {
  const startedAt = performance.now();
  let version = 0;
  while (version < Math.min(to, MOST_VERSIONS) && performance.now() - startedAt < MOST_MS) {
    const events = await store.readStream(streamId, { from: version + 1, to: Math.min(version + PAGE, to) });
    for (const event of events) see(event);
    const last = events.at(-1);
    if (last === undefined) break;
    version = last.version;
  }
  return version;
}
