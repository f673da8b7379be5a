import "server-only";
import type { StreamBisection } from "@/lib/api/stream-bisection";
import { authorize } from "@/lib/auth/authorize";
import { bisectStream, stringifyLossless } from "@/lib/engine";
import { diffJson } from "@/lib/format/json-diff";
import { store } from "@/lib/store";
import { checkedCondition } from "./checked-condition";
import { toEventItem } from "./event-item";
import { isStorable } from "./storable";
import { streamNotFound } from "./stream";
import { foldContext, plainState, problemInWords } from "./stream-fold";

// It runs on the web server, beside everybody else; a hundred thousand small states take less.
const WITHIN_MS = 5_000;

/** The first event of a stream after which a CEL condition on its state holds, with the states around it. */
export async function readStreamBisection(streamId: string, condition: string): Promise<StreamBisection> {
  await authorize("viewer");
  const startedAt = performance.now();
  const compiled = checkedCondition(condition);
  if (!isStorable(streamId) || (await store.streamVersion(streamId)) === 0) throw streamNotFound(streamId);
  const context = await foldContext(streamId);
  const { found, eventsRead, cut, problems, undecided } = await bisectStream(context, streamId, compiled, {
    withinMs: WITHIN_MS,
  });
  const [before, after] = [plainState(found?.before), plainState(found?.after)];
  return {
    streamId,
    condition,
    found: found && {
      event: toEventItem(found.event, context.chain, "none"),
      beforeText: stringifyLossless(before),
      afterText: stringifyLossless(after),
      changed: diffJson(before, after).changes.map(({ path }) => path),
    },
    eventsRead,
    cut,
    undecided: undecided && {
      events: undecided.events,
      version: undecided.version,
      message: undecided.error.message,
    },
    problems: problems.map(problemInWords),
    elapsedMs: performance.now() - startedAt,
  };
}
