import "server-only";
import type { StreamBisection } from "@/lib/api/stream-bisection";
import { authorize } from "@/lib/auth/authorize";
import { bisectStream, changesBetween, stringifyLossless } from "@/lib/engine";
import { pathText } from "@/lib/format/json-path";
import { store } from "@/lib/store";
import { toEventItem } from "../events/event-item";
import { isStorable } from "../storable";
import { checkedCondition } from "./checked-condition";
import { streamNotFound } from "./stream";
import { foldContext, plainState, problemInWords } from "./stream-fold";

// It runs on the web server, beside everybody else; a hundred thousand small states take less.
const WITHIN_MS = 5_000;

/** The first event of a stream after which a CEL condition on its state holds, with the states around it. */
export async function readStreamBisection(
  streamId: string,
  { condition, reducer }: { readonly condition: string; readonly reducer?: string | undefined },
): Promise<StreamBisection> {
  await authorize("viewer");
  const startedAt = performance.now();
  const compiled = checkedCondition(condition);
  if (!isStorable(streamId) || (await store.streamVersion(streamId)) === 0) throw streamNotFound(streamId);
  const context = await foldContext(streamId, { reducer });
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
      changed: [...changesBetween(before, after)].map(({ path }) => pathText(path)),
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
