import type pg from "pg";
import type { ExpectedVersion, NewEvent, StoredEvent } from "../events";

/** What one append asks for. */
export interface Append {
  readonly streamId: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

/** Where the events of an append lie; `appended` is 0 when the stream held them already. */
export interface AppendResult {
  readonly streamId: string;
  readonly firstVersion: number;
  readonly version: number;
  readonly position: bigint;
  readonly appended: number;
}

export interface AppendOptions {
  /** A connection inside the caller's own transaction, which the append joins. */
  readonly client?: pg.PoolClient;
  /** Refuses events that do not fit a published JSON Schema, also one that lets others pass. */
  readonly schemas?: "refuse";
}

export type Direction = "forwards" | "backwards";

/** Which versions of a stream to read, both ends included. */
export interface StreamRange {
  readonly from?: number;
  readonly to?: number;
  readonly direction?: Direction;
  readonly limit?: number;
}

/** Which events of the whole store to read; what is absent does not narrow. */
export interface AllFilter {
  readonly category?: string;
  /** Part of the stream id, in any case. */
  readonly streamContains?: string;
  readonly types?: readonly string[];
  readonly occurredFrom?: Date;
  readonly occurredBefore?: Date;
  readonly recordedBefore?: Date;
  readonly upToPosition?: bigint;
  readonly correlationId?: string;
  /** Streams of the engine itself, whose ids begin with `$`; left out unless asked for. */
  readonly includeSystem?: boolean;
}

/** A page goes on from, and leaves out, position `after`; a tailing reader bounds it by the watermark. */
export interface AllPage {
  readonly after?: bigint;
  readonly upTo?: bigint;
  readonly direction?: Direction;
  readonly limit?: number;
}

/** A store of events: append-only streams and one order over all of them. */
export interface EventStore {
  append(
    streamId: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
    options?: AppendOptions,
  ): Promise<AppendResult>;
  /** Appends to several streams in one transaction: all of it, or nothing. Results are in the order asked. */
  appendAll(appends: readonly Append[], options?: AppendOptions): Promise<AppendResult[]>;
  readStream(streamId: string, range?: StreamRange): Promise<StoredEvent[]>;
  readAll(filter: AllFilter, page?: AllPage): Promise<StoredEvent[]>;
  /** The version of a stream's last event; 0 when there is no such stream. */
  streamVersion(streamId: string): Promise<number>;
  /** The highest position below which no event can still appear. */
  watermark(): Promise<bigint>;
}
