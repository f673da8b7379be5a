import type { EventDraft } from "@/components/event-draft/event-draft";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";

/** One event on its way into a stream, as it stands in the dialog. */
export interface AppendDraft extends EventDraft {
  readonly eventId: string;
  readonly expectedVersion: number;
  readonly corrects: number | null;
}

/** The request that the dry run and the append take: JSON in which the data stands digit for digit. */
export function appendRequest({ eventId, expectedVersion, corrects, ...event }: AppendDraft): string {
  const data = jsonTextOf(parseForReading(event.dataText));
  const { type, schemaVersion } = event;
  const facts = JSON.stringify({ type, schemaVersion, eventId });
  const rest = JSON.stringify({ expectedVersion, ...(corrects === null ? {} : { corrects }) });
  return `${rest.slice(0, -1)},"event":${facts.slice(0, -1)},"data":${data}}}`;
}
