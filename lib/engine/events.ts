/** What an event says about where it came from; other CloudEvents attributes are kept in `cloudEvent`. */
export interface EventMetadata {
  readonly correlationId?: string;
  readonly causationId?: string;
  readonly actor?: string;
  /** What an imported event carried besides: its source, its id when that was no UUID, extension attributes. */
  readonly cloudEvent?: {
    readonly source?: string;
    readonly id?: string;
    readonly extensions?: Readonly<Record<string, string | number | boolean>>;
  };
  readonly [key: string]: unknown;
}

/** An event on its way into a stream. */
export interface NewEvent {
  readonly type: string;
  /** Any JSON value; `jsonText` of lib/engine/json keeps digits that a JavaScript number would lose. */
  readonly data: unknown;
  /** Defaults to 1. */
  readonly schemaVersion?: number;
  /** A UUID; makes a retried append safe. Drawn at random when absent. */
  readonly eventId?: string;
  readonly metadata?: EventMetadata;
  /** The producer's clock; the store's clock when absent. */
  readonly occurredAt?: Date;
}

/** An event as it lies in the store. */
export interface StoredEvent {
  readonly streamId: string;
  /** 1-based place in its stream. */
  readonly version: number;
  /** Place in the order of the whole store. */
  readonly position: bigint;
  readonly eventId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  /** `data` exactly as it was written, digit for digit. */
  readonly dataText: string;
  readonly metadata: EventMetadata;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

/** An exact version (0: the stream must not exist yet), `any`, or `exists`. */
export type ExpectedVersion = number | "any" | "exists";

/** The part of a pg Pool or PoolClient the engine uses; a test double needs only this. */
export interface Queryable {
  query<Row>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[]; rowCount?: number | null }>;
}
