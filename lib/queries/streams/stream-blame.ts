import "server-only";
import type { StreamBlame } from "@/lib/api/stream-blame";
import type { StreamStateRequest } from "@/lib/api/stream-state";
import { authorize } from "@/lib/auth/authorize";
import { blameStream, reducerHash, type StateContext, type StoredEvent } from "@/lib/engine";
import { pathText } from "@/lib/format/json-path";
import { eventFacts } from "../events/event-facts";
import { recentResults } from "../projections/recent-results";
import { askedVersion } from "./asked-version";
import { foldContext } from "./stream-fold";
import { readStreamPoint } from "./stream-point";

// It runs on the web server, beside everybody else; a hundred thousand small states take a quarter of it.
const WITHIN_MS = 10_000;
const MAX_LEAVES = 20_000;

const recent = recentResults<StreamBlame>(16, ({ cut }) => !cut);

/** Which event last set each leaf of a stream's state at a version, a position or an instant. */
export async function readStreamBlame(
  streamId: string,
  { reducer, ...asOf }: StreamStateRequest,
): Promise<StreamBlame> {
  await authorize("viewer");
  await askedVersion(streamId, asOf.version);
  const [context, point] = await Promise.all([foldContext(streamId, { reducer }), readStreamPoint(streamId, asOf)]);
  const { instant, clock } = asOf;
  const isWhole = instant === undefined || point.leftOutCount === 0;
  const key = [streamId, point.version, isWhole ? null : [instant, clock], reducerHash(context.reducer, context.chain)];
  return recent(key, () =>
    blame(context, {
      streamId,
      version: point.version,
      only: isWhole ? undefined : occurredBy(new Date(instant), clock),
    }),
  );
}

interface Blamed {
  readonly streamId: string;
  readonly version: number;
  readonly only: ((event: StoredEvent) => boolean) | undefined;
}

async function blame(context: StateContext<unknown>, { streamId, version, only }: Blamed): Promise<StreamBlame> {
  const startedAt = performance.now();
  const followed = await blameStream(context, streamId, { to: version, only, withinMs: WITHIN_MS });
  const leaves: { path: string; version: number }[] = [];
  let leavesLeftOut = 0;
  for (const leaf of followed.blame.leavesOf(followed.state)) {
    if (leaves.length < MAX_LEAVES) leaves.push({ path: pathText(leaf.path), version: leaf.version });
    else leavesLeftOut += 1;
  }
  return {
    streamId,
    version,
    reducer: { name: context.reducer.name, version: context.reducer.version },
    upTo: followed.upTo,
    cut: followed.cut,
    leaves,
    leavesLeftOut,
    events: await eventFacts(
      streamId,
      leaves.map((leaf) => leaf.version),
    ),
    elapsedMs: performance.now() - startedAt,
  };
}

/** Whether an event belongs to the state of an instant, by the clock that is asked for. */
function occurredBy(instant: Date, clock: "occurred" | "recorded" = "occurred"): (event: StoredEvent) => boolean {
  return ({ occurredAt, recordedAt }) => (clock === "occurred" ? occurredAt : recordedAt) <= instant;
}
