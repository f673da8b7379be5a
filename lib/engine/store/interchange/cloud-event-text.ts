import type { EventMetadata } from "../../events";
import { stringifyLossless } from "../../json";
import { OWN_SOURCE } from "./cloud-event-id";
import { isExtensionName, METADATA_EXTENSION } from "./extension-name";

/** An event on its way out, as its columns. */
export interface ExportedEvent {
  readonly streamId: string;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  /** JSON as it was written. */
  readonly data: string;
  readonly metadata: EventMetadata;
  readonly occurredAt: string;
}

/** Writes an event as one CloudEvents 1.0 object, with the id, source and extensions it was imported with. */
export function cloudEventText(event: ExportedEvent): string {
  const { correlationId, causationId, actor, cloudEvent = {}, ...others } = event.metadata;
  const before = {
    specversion: "1.0",
    id: cloudEvent.id ?? event.eventId,
    source: cloudEvent.source ?? OWN_SOURCE,
    subject: event.streamId,
    type: event.type,
    time: event.occurredAt,
  };
  const after = {
    ...(event.schemaVersion !== 1 && { schemaversion: event.schemaVersion }),
    ...(correlationId !== undefined && { correlationid: correlationId }),
    ...(causationId !== undefined && { causationid: causationId }),
    ...(actor !== undefined && { actor }),
    ...extensionsOf(cloudEvent.extensions),
    ...(Object.keys(others).length > 0 && { [METADATA_EXTENSION]: stringifyLossless(others) }),
  };
  const tail = stringifyLossless(after).slice(1);
  return `${JSON.stringify(before).slice(0, -1)},"data":${event.data}${tail === "}" ? tail : `,${tail}`}`;
}

/** Of extensions that were stored before their names were checked, those that stand for nothing else. */
function extensionsOf(extensions: NonNullable<EventMetadata["cloudEvent"]>["extensions"] = {}) {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => isExtensionName(name)));
}
