/** A definition that the engine cannot run. */
export class InvalidProjectionError extends Error {
  override readonly name = "InvalidProjectionError";
  readonly projection: string;

  constructor(projection: string, problem: string, options?: ErrorOptions) {
    super(`Projection "${projection}" ${problem}`, options);
    this.projection = projection;
  }
}

/** No worker has registered a projection of that name. */
export class UnknownProjectionError extends Error {
  override readonly name = "UnknownProjectionError";
  readonly projection: string;

  constructor(projection: string, options?: ErrorOptions) {
    super(
      `There is no projection "${projection}". A worker registers the projections of its code when it starts.`,
      options,
    );
    this.projection = projection;
  }
}

/** Another rebuild of the same projection is queued, running, or waiting to be promoted. */
export class RebuildInProgressError extends Error {
  override readonly name = "RebuildInProgressError";
  readonly projection: string;
  readonly rebuildId: string;
  readonly status: string;

  constructor(projection: string, rebuildId: string, status: string, options?: ErrorOptions) {
    const advice = status === "ready" ? "Promote it or cancel it first." : "Wait for it, or cancel it first.";
    super(`A rebuild of "${projection}" is ${status} already (${rebuildId}). ${advice}`, options);
    this.projection = projection;
    this.rebuildId = rebuildId;
    this.status = status;
  }
}

/** A projection of this kind, or in this state, cannot be rebuilt like that. */
export class RebuildUnavailableError extends Error {
  override readonly name = "RebuildUnavailableError";
  readonly projection: string;

  constructor(projection: string, problem: string, options?: ErrorOptions) {
    super(`"${projection}" cannot be rebuilt like that: ${problem}`, options);
    this.projection = projection;
  }
}

/** There is no rebuild of that id. */
export class RebuildNotFoundError extends Error {
  override readonly name = "RebuildNotFoundError";
  readonly rebuildId: string;

  constructor(rebuildId: string, options?: ErrorOptions) {
    super(`There is no rebuild ${rebuildId}.`, options);
    this.rebuildId = rebuildId;
  }
}

/** The rebuild is over, or not as far as the request needs. */
export class RebuildStateError extends Error {
  override readonly name = "RebuildStateError";
  readonly rebuildId: string;
  readonly status: string;

  constructor(rebuildId: string, status: string, wanted: string, options?: ErrorOptions) {
    super(`Rebuild ${rebuildId} is ${status}; only one that is ${wanted} can do that.`, options);
    this.rebuildId = rebuildId;
    this.status = status;
  }
}

/** The swap of the view could not be done now. Nothing was changed. */
export class PromotionFailedError extends Error {
  override readonly name = "PromotionFailedError";
  readonly projection: string;

  constructor(projection: string, problem: string, options?: ErrorOptions) {
    super(`"${projection}" was not promoted: ${problem} Nothing was changed.`, options);
    this.projection = projection;
  }
}

/** No earlier version of the read model is kept. */
export class RollBackImpossibleError extends Error {
  override readonly name = "RollBackImpossibleError";
  readonly projection: string;

  constructor(projection: string, options?: ErrorOptions) {
    super(`"${projection}" has no retired version to roll back to.`, options);
    this.projection = projection;
  }
}

/** The version to roll back to was built by a definition that is not the code's: it stays as of its checkpoint. */
export class FrozenVersionError extends Error {
  override readonly name = "FrozenVersionError";
  readonly projection: string;
  readonly version: number;
  readonly checkpoint: bigint;
  readonly definitionVersion: number;

  constructor(
    projection: string,
    target: { readonly version: number; readonly checkpoint: bigint; readonly definitionVersion: number },
    options?: ErrorOptions,
  ) {
    super(
      `Version ${target.version} of "${projection}" was built by version ${target.definitionVersion} of the definition, ` +
        `which is not the code's: it would stay as of position ${target.checkpoint}.`,
      options,
    );
    this.projection = projection;
    this.version = target.version;
    this.checkpoint = target.checkpoint;
    this.definitionVersion = target.definitionVersion;
  }
}

/** The read-model version is in another state than the request needs. */
export class ReadModelStateError extends Error {
  override readonly name = "ReadModelStateError";
  readonly projection: string;
  readonly version: number;
  readonly state: string;

  constructor(projection: string, version: number, state: string, wanted: string, options?: ErrorOptions) {
    super(`Version ${version} of "${projection}" is ${state}; only one that is ${wanted} can do that.`, options);
    this.projection = projection;
    this.version = version;
    this.state = state;
  }
}

/** Another worker holds the partition now; what this one did with it was rolled back. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";

  constructor(projection: string, options?: ErrorOptions) {
    super(`A lease on "${projection}" passed to another worker; the batch was rolled back.`, options);
  }
}

/** There is no dead letter of that id; those of a read-model version go with it. */
export class DeadLetterNotFoundError extends Error {
  override readonly name = "DeadLetterNotFoundError";
  readonly deadLetterId: string;

  constructor(deadLetterId: string, options?: ErrorOptions) {
    super(`There is no dead letter ${deadLetterId}.`, options);
    this.deadLetterId = deadLetterId;
  }
}

/** The dead letter is resolved already, or what was asked for lies before it. */
export class DeadLetterStateError extends Error {
  override readonly name = "DeadLetterStateError";
  readonly deadLetterId: string;
  readonly status: string;

  constructor(deadLetterId: string, status: string, problem: string, options?: ErrorOptions) {
    super(`Dead letter ${deadLetterId} ${problem}`, options);
    this.deadLetterId = deadLetterId;
    this.status = status;
  }
}

/** A fold goes on past events that it cannot apply, but not past any number of them. */
export class TooManyParkedError extends Error {
  override readonly name = "TooManyParkedError";
  readonly projection: string;
  readonly most: number;

  constructor(projection: string, most: number, options: ErrorOptions) {
    const last = options.cause instanceof Error ? options.cause.message : String(options.cause);
    const streams = most.toLocaleString("en-US");
    super(
      `More than ${streams} streams of "${projection}" have events that it cannot apply. The last: ${last}`,
      options,
    );
    this.projection = projection;
    this.most = most;
  }
}

/** More events would have to be read for a fold on request than it may read. */
export class LiveFoldTooLargeError extends Error {
  override readonly name = "LiveFoldTooLargeError";
  readonly projection: string;
  readonly events: number;
  readonly maxEvents: number;

  constructor(projection: string, events: number, maxEvents: number, options?: ErrorOptions) {
    const [count, most] = [events, maxEvents].map((number) => number.toLocaleString("en-US"));
    super(`Folding this of "${projection}" on request would read ${count} events; ${most} is the limit.`, options);
    this.projection = projection;
    this.events = events;
    this.maxEvents = maxEvents;
  }
}

/** What was asked for cannot be folded on request. */
export class LiveFoldUnavailableError extends Error {
  override readonly name = "LiveFoldUnavailableError";
  readonly projection: string;

  constructor(projection: string, reason: string, options?: ErrorOptions) {
    super(`"${projection}" cannot be folded like this: ${reason}`, options);
    this.projection = projection;
  }
}
