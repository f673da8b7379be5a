import type { StoredEvent } from "../events";
import type { UpcasterChain } from "../evolution/chain";
import { type ReadableEvent, schemaName } from "../evolution/upcaster";
import type { EventColumns } from "../store/event-columns";
import { uuidV5 } from "../store/uuid";
import type { Job } from "./claim-job";
import { type CopyParams, copiedStreamId } from "./copy-params";
import { type Finding, findingOf } from "./findings";
import type { EventTexts, MatchingPage } from "./matching-events";

/** One event on its way into the copy of its stream. */
export interface EventCopy {
  readonly streamId: string;
  readonly columns: EventColumns;
}

/** The events of a page as they are to be written, in their order. */
export interface ConvertedPage {
  /** How many events these are: all of the page, or those in front of the first that cannot be read. */
  readonly events: number;
  /** Every event up to here is among them. */
  readonly readTo: bigint;
  readonly copies: readonly EventCopy[];
  readonly dropped: number;
  readonly split: number;
  readonly findings: readonly Finding[];
}

/** Reads a page through the chain up to the first event that cannot be read; throws its UpcastFailedError where none is before it. */
export function convertCopies(
  { events, textsOf, readTo }: MatchingPage,
  { job, params, chain }: { readonly job: Job; readonly params: CopyParams; readonly chain: UpcasterChain },
): ConvertedPage {
  const namespace = Buffer.from(job.id.replaceAll("-", ""), "hex");
  const copies: EventCopy[] = [];
  const findings: Finding[] = [];
  let [dropped, split] = [0, 0];
  for (const [index, event] of events.entries()) {
    const read = chain.tryUpcast(event);
    if (!read.ok) {
      const last = events[index - 1];
      if (last === undefined) throw read.error;
      return { events: index, readTo: last.position, copies, dropped, split, findings };
    }
    const made = read.events;
    if (made.length !== 1) {
      if (made.length === 0) dropped += 1;
      else split += 1;
      findings.push(findingOf(event, { ...findingFacts(event, made), operation: null, path: null, value: null }));
    }
    const storedAs = textsOf(index);
    for (const [place, copy] of made.entries()) {
      const eventId = uuidV5(namespace, `${event.eventId} ${place}`);
      copies.push({
        streamId: copiedStreamId(event.streamId, params),
        columns: columnsOf(event, copy, eventId, storedAs),
      });
    }
  }
  return { events: events.length, readTo, copies, dropped, split, findings };
}

function findingFacts(event: StoredEvent, made: readonly ReadableEvent[]) {
  const name = schemaName(event);
  if (made.length === 0)
    return { kind: "dropped", reason: `${name} is passed over`, message: `${name} is passed over.` };
  const words = `${name} becomes ${made.map(schemaName).join(", ")}`;
  return { kind: "split", reason: words, message: `${words}.` };
}

function columnsOf(
  { streamId, version, eventId: original }: StoredEvent,
  copy: ReadableEvent,
  eventId: string,
  { occurredAt, metadata }: EventTexts,
): EventColumns {
  return {
    eventId,
    type: copy.type,
    schemaVersion: copy.schemaVersion,
    data: copy.dataText,
    metadata: withLink(metadata, { streamId, version, eventId: original }),
    occurredAt: occurredAt.replace(/( BC)?$/, "+00$1"),
  };
}

// jsonb takes the last of two members of one name: the copy of a copy links to what it was made from.
function withLink(metadata: string, copiedFrom: object): string {
  const before = metadata.trim().slice(0, -1);
  return `${before}${/^\{\s*$/.test(before) ? "" : ","}"copiedFrom":${JSON.stringify(copiedFrom)}}`;
}
