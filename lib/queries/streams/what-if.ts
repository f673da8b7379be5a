import "server-only";
import type { WhatIf, WhatIfChange, WhatIfRequest } from "@/lib/api/what-if";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  type HistoryChange,
  HistoryChangeError,
  parseLossless,
  readVersions,
  type StoredEvent,
  stringifyLossless,
  type WhatIf as WhatIfFold,
  whatIf,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { schemas, store } from "@/lib/store";
import { isStorable } from "../storable";
import { chainWithStoredDraft } from "./draft-chain";
import { statePoint } from "./state-point";
import { streamNotFound } from "./stream";
import { describeReducer, foldContext, plainState, problemInWords } from "./stream-fold";

// It folds on the web server's event loop, in pages: a stream of millions must not hold up everybody else.
const BOUNDS = { events: 200_000, bytes: 64_000_000, withinMs: 8_000 };

/** The state of a stream as it is, and as it would be with changes to its history. Stores nothing. */
export async function readWhatIf(streamId: string, request: WhatIfRequest): Promise<WhatIf> {
  await authorize("viewer");
  const startedAt = performance.now();
  const { changes, draft, reducer, ...asOf } = request;
  const streamVersion = isStorable(streamId) ? await store.streamVersion(streamId) : 0;
  if (streamVersion === 0) throw streamNotFound(streamId);
  refuseBeyond(changes, streamVersion);
  const context = await foldContext(streamId, { reducer });
  const chain = draft === undefined ? undefined : await chainWithStoredDraft(draft);
  const point = statePoint(asOf);
  const result = await refusalsInWords(() =>
    whatIf(context, streamId, { changes: changes.map(toChange), point, ...(chain && { chain }) }, BOUNDS),
  );
  return {
    streamId,
    streamVersion,
    version: result.version,
    cut: result.cut,
    reducer: describeReducer(context.reducer),
    without: { stateText: textOf(result.without), problems: result.without.problems.map(problemInWords) },
    with: {
      stateText: textOf(result.with),
      problems: result.with.problems.map((problem) => ({ ...problemInWords(problem), change: problem.change })),
    },
    misfits: await misfitsOf(changes, streamId),
    fromSnapshot: result.fromSnapshot,
    eventsRead: result.eventsRead,
    elapsedMs: performance.now() - startedAt,
  };
}

function textOf({ state }: WhatIfFold<unknown>["with"]): string {
  return stringifyLossless(plainState(state));
}

function toChange(change: WhatIfChange): HistoryChange {
  if (change.change === "leave-out") return { kind: "leave-out", version: change.version };
  const { type, schemaVersion, metadata, occurredAt } = change;
  const rest = {
    ...(schemaVersion === undefined ? {} : { schemaVersion }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt) }),
  };
  if (change.change === "insert") {
    const { after, place } = change;
    return { kind: "insert", after, place, event: { type: change.type, data: change.data, ...rest } };
  }
  const data = change.data === undefined ? {} : { data: change.data };
  return {
    kind: "edit",
    version: change.version,
    event: { ...(type === undefined ? {} : { type }), ...data, ...rest },
  };
}

function refuseBeyond(changes: readonly WhatIfChange[], streamVersion: number): void {
  for (const [index, change] of changes.entries()) {
    const version = change.change === "insert" ? change.after : change.version;
    if (version <= streamVersion) continue;
    throw new AppError(
      `Change ${index + 1} names version ${version}, and the stream is at version ${streamVersion}: leave the change out.`,
      { code: "invalid", details: { change: index, actual: streamVersion } },
    );
  }
}

async function refusalsInWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof HistoryChangeError)) throw error;
    throw new AppError(`Change ${error.change + 1} cannot be made: ${error.message}`, {
      code: "invalid",
      details: { change: error.change },
      cause: error,
    });
  }
}

/** What changed events have against the schemas published for them. */
async function misfitsOf(changes: readonly WhatIfChange[], streamId: string): Promise<WhatIf["misfits"]> {
  const edited = changes.flatMap((change) => (change.change === "edit" ? [change.version] : []));
  const [registry, stored] = await Promise.all([
    schemas(),
    edited.length === 0 ? [] : readVersions(pool, streamId, edited),
  ]);
  const before = new Map(stored.map((event) => [event.version, event]));
  const misfits: WhatIf["misfits"] = [];
  for (const [index, change] of changes.entries()) {
    if (change.change === "leave-out") continue;
    const event = change.change === "insert" ? change : editedEvent(change, before.get(change.version));
    if (event === null) continue;
    const { type, schemaVersion } = event;
    const problem = registry.find(type, schemaVersion, "any")?.check(stringifyLossless(event.data)) ?? null;
    if (problem !== null) misfits.push({ change: index, type, schemaVersion, ...problem });
  }
  return misfits;
}

function editedEvent(change: Extract<WhatIfChange, { change: "edit" }>, stored: StoredEvent | undefined) {
  if (stored === undefined) return null;
  const { type = stored.type, schemaVersion = stored.schemaVersion } = change;
  return { type, schemaVersion, data: change.data === undefined ? parseLossless(stored.dataText) : change.data };
}
