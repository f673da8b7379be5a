/** What is wrong at one place: a JSON Pointer into the data of an event, or into a schema. */
export interface SchemaProblem {
  readonly path: string;
  readonly message: string;
}

/** A JSON Schema that no event can be checked against. */
export class InvalidJsonSchemaError extends Error {
  override readonly name = "InvalidJsonSchemaError";
  /** Each with its place in the schema; at least one. */
  readonly problems: readonly SchemaProblem[];

  constructor(problems: readonly SchemaProblem[], options?: ErrorOptions) {
    const [first] = problems;
    const place = first === undefined || first.path === "" ? "" : `${first.path} `;
    super(`The JSON Schema cannot be used: ${place}${first?.message ?? "is none."}`, options);
    this.problems = problems;
  }
}

/** An event of an append does not fit the schema published for its type and version; nothing was stored. */
export class EventSchemaError extends Error {
  override readonly name = "EventSchemaError";
  readonly streamId: string;
  /** 0-based place among the events of the append to that stream. */
  readonly event: number;
  readonly type: string;
  readonly schemaVersion: number;
  /** A JSON Pointer into the event's data. */
  readonly path: string;
  readonly problem: string;

  constructor(
    place: Pick<EventSchemaError, "streamId" | "event" | "type" | "schemaVersion">,
    { path, message }: SchemaProblem,
    options?: ErrorOptions,
  ) {
    super(
      `Nothing was appended to "${place.streamId}": event ${place.event + 1}, "${place.type}" v${place.schemaVersion}, ` +
        `does not fit its schema: ${path === "" ? "its data" : path} ${message}`,
      options,
    );
    this.streamId = place.streamId;
    this.event = place.event;
    this.type = place.type;
    this.schemaVersion = place.schemaVersion;
    this.path = path;
    this.problem = message;
  }
}
