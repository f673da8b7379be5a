import { errorWords } from "./error-words";
import type { ExpectedVersion } from "./events";

/** The stream is not at the version that the append demanded. */
export class WrongExpectedVersionError extends Error {
  override readonly name = "WrongExpectedVersionError";
  readonly streamId: string;
  readonly expected: ExpectedVersion;
  readonly actual: number;

  constructor(streamId: string, expected: ExpectedVersion, actual: number, options?: ErrorOptions) {
    const demanded = typeof expected === "number" ? `version ${expected}` : expectationWords[expected];
    const found = actual === 0 ? "it does not exist" : `it is at version ${actual}`;
    super(
      `Stream "${streamId}" was expected to be at ${demanded}, but ${found}. Read it again and decide anew.`,
      options,
    );
    this.streamId = streamId;
    this.expected = expected;
    this.actual = actual;
  }
}

const expectationWords = { any: "any version", exists: "some version" } as const;

/** The stream holds some, but not all, of the event ids of one append: neither a retry nor a new append. */
export class PartialDuplicateError extends Error {
  override readonly name = "PartialDuplicateError";
  readonly streamId: string;

  constructor(streamId: string, options?: ErrorOptions) {
    super(
      `Stream "${streamId}" holds some of these event ids already, but not all of them; nothing was written. ` +
        "Retry an append with exactly the events it had, or leave out those that are stored.",
      options,
    );
    this.streamId = streamId;
  }
}

/** Another transaction stored the same event ids first; the caller's own transaction must be run again. */
export class ConcurrentAppendError extends Error {
  override readonly name = "ConcurrentAppendError";
  readonly streamIds: readonly string[];

  constructor(streamIds: readonly string[], options?: ErrorOptions) {
    const names = streamIds.map((id) => `"${id}"`).join(", ");
    super(
      `The same events were appended to ${names} at the same time. Roll back and run the transaction again.`,
      options,
    );
    this.streamIds = streamIds;
  }
}

/** A state is not folded within the time that its reader gives it. */
export class StateTooLongError extends Error {
  override readonly name = "StateTooLongError";
  readonly streamId: string;
  /** The version that it came to. */
  readonly version: number;
  readonly withinMs: number;

  constructor(streamId: string, version: number, withinMs: number) {
    super(`The state of "${streamId}" came to version ${version} within ${withinMs} ms, and is not whole.`);
    this.streamId = streamId;
    this.version = version;
    this.withinMs = withinMs;
  }
}

/** A stream id that the store does not take. */
export class InvalidStreamIdError extends Error {
  override readonly name = "InvalidStreamIdError";
  readonly streamId: string;

  constructor(streamId: string, problem: string, options?: ErrorOptions) {
    super(`A stream id ${problem}. Use 1 to 512 characters of any well-formed Unicode text without NUL.`, options);
    this.streamId = streamId;
  }
}

/** An event that no store could hold: a missing type, a schema version out of range, a value that JSON lacks. */
export class InvalidEventError extends Error {
  override readonly name = "InvalidEventError";
  /** Where in the event: `type`, `eventId`, `data.lines[2].price`. */
  readonly path: string;

  constructor(path: string, problem: string, options?: ErrorOptions) {
    super(`${path} ${problem}`, options);
    this.path = path;
  }
}

/** Text with a NUL character or a lone surrogate, which Postgres cannot store. */
export class UnstorableTextError extends Error {
  override readonly name = "UnstorableTextError";
  readonly path: string;

  constructor(path: string, problem: "a NUL character" | "a lone surrogate", options?: ErrorOptions) {
    super(
      `${path} contains ${problem}, which Postgres cannot store. Remove it, or encode the text, in Base64 say.`,
      options,
    );
    this.path = path;
  }
}

/** An event whose data and metadata are larger than the store was set up to take. */
export class PayloadTooLargeError extends Error {
  override readonly name = "PayloadTooLargeError";
  readonly bytes: number;
  readonly maxBytes: number;

  constructor(bytes: number, maxBytes: number, options?: ErrorOptions) {
    super(
      `The event's data and metadata take ${bytes} bytes; this store takes at most ${maxBytes}. ` +
        "Store large documents elsewhere and refer to them, or raise maxPayloadBytes.",
      options,
    );
    this.bytes = bytes;
    this.maxBytes = maxBytes;
  }
}

/** No event was ever appended to this stream. */
export class StreamNotFoundError extends Error {
  override readonly name = "StreamNotFoundError";
  readonly streamId: string;

  constructor(streamId: string, options?: ErrorOptions) {
    super(`There is no stream "${streamId}".`, options);
    this.streamId = streamId;
  }
}

/** The database lacks the tables or functions of the engine. */
export class StoreNotMigratedError extends Error {
  override readonly name = "StoreNotMigratedError";

  constructor(options?: ErrorOptions) {
    super("This database has no Foldline event store, or an older one. Run the migrations first.", options);
  }
}

/** A line of an import that is no event; `line` is its 1-based number. */
export class ImportLineError extends Error {
  override readonly name = "ImportLineError";
  readonly line: number;
  readonly problem: string;

  constructor(line: number, problem: string, options?: ErrorOptions) {
    super(`Line ${line}: ${problem}`, options);
    this.line = line;
    this.problem = problem;
  }
}

/** The upcasters do not form a chain: a gap, a cycle, or two edges from one pair. */
export class UpcasterChainError extends Error {
  override readonly name = "UpcasterChainError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The upcasters do not form a chain: ${problems.join("; ")}.`, options);
    this.problems = problems;
  }
}

/** A projection that runs inline could not apply an event of the append; nothing was stored. */
export class AppendRefusedError extends Error {
  override readonly name = "AppendRefusedError";
  readonly projection: string;
  readonly streamId: string;

  constructor(projection: string, streamId: string, options?: ErrorOptions) {
    const cause = options?.cause instanceof Error ? (options.cause.cause ?? options.cause) : undefined;
    const why = because(cause === undefined ? undefined : { cause });
    super(
      `Nothing was appended to "${streamId}": projection ${projection} runs in the append, and failed${why}`,
      options,
    );
    this.projection = projection;
    this.streamId = streamId;
  }
}

/** The place of an event, as errors about one name it. */
interface EventPlace {
  readonly streamId: string;
  readonly version: number;
  readonly position: bigint;
}

/** An upcaster threw on an event. */
export class UpcastFailedError extends Error {
  override readonly name = "UpcastFailedError";
  readonly upcasterId: string;
  readonly event: EventPlace;
  /** The field that the upcaster stumbled over, where it is known. */
  readonly path: string | undefined;
  /** What stood in that field, as JSON, cut at 200 characters. */
  readonly value: string | undefined;

  constructor(upcaster: { readonly id: string; readonly title: string }, event: EventPlace, options?: ErrorOptions) {
    super(
      `Upcaster "${upcaster.title}" failed on version ${event.version} of "${event.streamId}"${because(options)}`,
      options,
    );
    const { path, value } = (options?.cause ?? {}) as { readonly path?: unknown; readonly value?: unknown };
    this.upcasterId = upcaster.id;
    this.event = placeOf(event);
    this.path = typeof path === "string" ? path : undefined;
    this.value = typeof value === "string" ? value : undefined;
  }
}

/** A reducer threw on an event. */
export class ReducerFailedError extends Error {
  override readonly name = "ReducerFailedError";
  readonly reducer: string;
  readonly event: EventPlace;

  constructor(reducer: string, event: EventPlace, options?: ErrorOptions) {
    super(`Reducer ${reducer} failed on version ${event.version} of "${event.streamId}"${because(options)}`, options);
    this.reducer = reducer;
    this.event = placeOf(event);
  }
}

/** A projection threw on an event. */
export class ProjectionFailedError extends Error {
  override readonly name = "ProjectionFailedError";
  readonly projection: string;
  readonly event: EventPlace;
  readonly type: string;
  /** The row it was folding the event into; `null` when it failed before it had named one. */
  readonly key: string | null;

  constructor(
    projection: string,
    event: EventPlace & { readonly type: string },
    options?: ErrorOptions & { key?: string },
  ) {
    super(
      `Projection ${projection} failed on version ${event.version} of "${event.streamId}" ` +
        `(${event.type}, position ${event.position})${because(options)}`,
      options,
    );
    this.projection = projection;
    this.event = placeOf(event);
    this.type = event.type;
    this.key = options?.key ?? null;
  }
}

function placeOf({ streamId, version, position }: EventPlace): EventPlace {
  return { streamId, version, position };
}

function because(options: ErrorOptions | undefined): string {
  return options?.cause instanceof Error ? `: ${errorWords(options.cause)}` : ".";
}
