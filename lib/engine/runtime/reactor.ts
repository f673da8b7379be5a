import { contentHash } from "../evolution/content-hash";
import type { ReadableEvent } from "../evolution/upcaster";
import { InvalidProjectionError } from "../projections/errors";
import { type ErrorPolicy, type Projection, type ProjectionDefinition, projection } from "../projections/projection";

/** What a handler is told besides the event. */
export interface Reaction {
  /** The same each time this event is handed over: what has this key was done already. */
  readonly idempotencyKey: string;
  /** Fires when the handler takes too long, or the worker stops: the event is handed over again later. */
  readonly signal: AbortSignal;
}

export type ReactorHandler = (event: ReadableEvent, reaction: Reaction) => Promise<void>;

/** Handlers with effects outside of read models: letters, calls of other systems, commands that follow from an event. */
export interface ReactorDefinition extends Pick<ProjectionDefinition<object>, "name" | "description" | "reads"> {
  /** Raise it when the meaning changes; it goes on where it stands. */
  readonly version: number;
  /** One handler a type; `*` is for every type that has none of its own. */
  readonly on: Readonly<Record<string, ReactorHandler>>;
  /** Where it starts when it first runs: with the events to come, when left out, or with all there have been. */
  readonly from?: "beginning" | "now";
  /** How many streams can be worked on at once, and by how many workers; 4 when left out. Fixed when it first runs. */
  readonly partitions?: number;
  /** Parks the stream after three attempts when left out. */
  readonly onError?: ErrorPolicy;
  /** How long a handler may take; 30 s when left out. */
  readonly timeoutMs?: number;
}

/** A checked definition, as a worker runs it. */
export interface Reactor {
  readonly name: string;
  readonly version: number;
  readonly definitionHash: string;
  readonly from: "beginning" | "now";
  readonly timeoutMs: number;
  readonly handlerOf: (type: string) => ReactorHandler | undefined;
  /** Its events, told as a projection without columns would follow them. */
  readonly follows: Projection;
}

const MAX_TIMEOUT_MS = 600_000;

/** Checks a definition and makes it runnable; throws an InvalidProjectionError that says what is wrong. */
export function reactor(definition: ReactorDefinition): Reactor {
  const { on, from = "now", timeoutMs = 30_000, partitions = 4, ...named } = definition;
  const handlers = new Map(Object.entries(on));
  const follows = projection<object>({
    ...named,
    partitions,
    columns: {},
    on: Object.fromEntries([...handlers.keys()].map((type) => [type, unused])),
  });
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > MAX_TIMEOUT_MS) {
    throw new InvalidProjectionError(definition.name, "needs a timeout of 1 to 600,000 ms.");
  }
  const sources = [...handlers].map(([type, handler]) => [type, handler.toString()]);
  return {
    name: definition.name,
    version: definition.version,
    definitionHash: contentHash([follows.definitionHash, sources]),
    from,
    timeoutMs,
    handlerOf: (type) => handlers.get(type) ?? handlers.get("*"),
    follows,
  };
}

const unused = () => null;
