import type { EventMetadata } from "../../../events";
import { parseLossless, stringifyLossless } from "../../../json";
import { isUuid } from "../../uuid";
import type { ExportedEvent } from "../cloud-event-text";
import { MASKED_EXTENSION } from "../masked-extension";
import { type MaskStep, parseMaskPath } from "./mask-path";
import { pseudonyms } from "./pseudonyms";
import { type MaskTree, maskTree, type Replacements, replaceValues } from "./replace-values";
import { streamNames } from "./stream-names";

/** What an export replaces by pseudonyms. */
export interface MaskRules {
  /** Paths in the data, such as `lines[*].note`, of events of one type; `type` null: of every type. */
  readonly data: readonly { readonly type: string | null; readonly path: string }[];
  /** Paths in the metadata, such as `actor`. */
  readonly metadata: readonly string[];
  /** Ids of events, also where an event names another as its cause or as what it is correlated by. */
  readonly eventIds: boolean;
  /** These streams get other names, wherever their names occur, numbers too; null: they keep them. */
  readonly streamIds: readonly string[] | null;
}

/** Masks events, each the same way; the key decides what stands for what. */
export interface EventMask {
  /** An event of an export, marked as masked. */
  event(event: ExportedEvent): ExportedEvent;
  /** Data of an event of this type. */
  data(type: string, json: string): string;
  /** The name of a stream. */
  streamId(streamId: string): string;
  /** The paths at which nothing was found in what was masked so far. */
  unused(): string[];
}

/** A mask by these rules; null when they replace nothing. */
export function eventMask(rules: MaskRules, key: string): EventMask | null {
  const isNothing = rules.data.length + rules.metadata.length === 0 && !rules.eventIds && rules.streamIds === null;
  if (isNothing) return null;
  const other = pseudonyms(key);
  const names = rules.streamIds === null ? null : streamNames(rules.streamIds, other);
  const trees = new Map<string, MaskTree>();
  const treeOf = (type: string): MaskTree => {
    const known =
      trees.get(type) ??
      maskTree(
        rules.data
          .filter((rule) => rule.type === null || rule.type === type)
          .map((rule) => ({ steps: stepsOf(rule.path), found: () => used.add(rule) })),
      );
    trees.set(type, known);
    return known;
  };
  const replacements: Replacements = {
    masked: (json) =>
      maskedJson(
        json,
        (text) => names?.part(text) ?? other.text(text),
        (digits) => names?.number(digits) ?? other.number(digits),
      ),
    name: (json) => textJson(json, (text) => names?.named(text) ?? other.name(text)),
    text: names === null ? null : (json) => textJson(json, names.replaced),
    number: (digits) => names?.number(digits) ?? digits,
  };
  const used = new Set<object | string>();
  const metadataTree = maskTree(rules.metadata.map((path) => ({ steps: stepsOf(path), found: () => used.add(path) })));
  const data = (type: string, json: string) => replaceValues(json, treeOf(type), replacements);
  return {
    data,
    streamId: (streamId) => names?.named(streamId) ?? streamId,
    unused: () => [
      ...rules.data
        .filter((rule) => !used.has(rule))
        .map(({ type, path }) => (type === null ? path : `${type}:${path}`)),
      ...rules.metadata.filter((path) => !used.has(path)),
    ],
    event(event) {
      const json = replaceValues(stringifyLossless(event.metadata), metadataTree, replacements);
      const metadata = parseLossless(json) as EventMetadata;
      return {
        ...event,
        streamId: names?.named(event.streamId) ?? event.streamId,
        eventId: rules.eventIds ? other.text(event.eventId) : event.eventId,
        data: data(event.type, event.data),
        metadata: marked(rules.eventIds ? withOtherIds(metadata, event.metadata, other.text) : metadata),
      };
    },
  };
}

function stepsOf(path: string): MaskStep[] {
  const steps = parseMaskPath(path);
  if (steps === null) throw new SyntaxError(`"${path}" is no path such as shipTo.street or lines[*].note.`);
  return steps;
}

/** Masked metadata with other ids of events: of the cause, of where it is from, and of what began a correlation. */
function withOtherIds(masked: EventMetadata, plain: EventMetadata, otherId: (id: string) => string): EventMetadata {
  const { causationId, correlationId = "", cloudEvent } = plain;
  const isCause = causationId !== undefined && masked.causationId !== undefined;
  const isOrigin = cloudEvent?.id !== undefined && masked.cloudEvent?.id !== undefined;
  return {
    ...masked,
    ...(isCause && { causationId: otherId(causationId) }),
    ...(isUuid(correlationId) && masked.correlationId !== undefined && { correlationId: otherId(correlationId) }),
    ...(isOrigin && { cloudEvent: { ...masked.cloudEvent, id: otherId(cloudEvent.id) } }),
  };
}

/** Says of an event that it is masked, in the way in which an import keeps it. */
function marked(metadata: EventMetadata): EventMetadata {
  const { extensions, ...origin } = metadata.cloudEvent ?? {};
  return { ...metadata, cloudEvent: { ...origin, extensions: { ...extensions, [MASKED_EXTENSION]: true } } };
}

function maskedJson(json: string, text: (value: string) => string, number: (digits: string) => string): string {
  if (json.startsWith('"')) return textJson(json, text);
  if (json === "null") return json;
  return json === "true" || json === "false" ? "false" : number(json);
}

function textJson(json: string, other: (text: string) => string): string {
  const text = JSON.parse(json) as string;
  const replaced = other(text);
  return replaced === text ? json : JSON.stringify(replaced);
}
