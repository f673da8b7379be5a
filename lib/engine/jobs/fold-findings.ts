import { ProjectionFailedError } from "../errors";
import { errorGroup } from "../projections/error-group";
import type { EventPlace } from "../projections/event-parts";
import { failureOf } from "../projections/failure";
import type { NotFolded } from "../projections/tolerant-fold";
import { type Finding, findingOf } from "./findings";

const WAITS = "Its stream waits behind an event that could not be applied.";

/** What a fold says of an event that is not in its rows: `failed`, or `held-back`. */
export function foldFinding(place: EventPlace, problem: NotFolded): Finding {
  const facts = { operation: null, path: null, value: null };
  if (problem.as === "held back") {
    return findingOf(place, { ...facts, kind: "held-back", reason: WAITS, message: WAITS });
  }
  const { message } = failureOf(causeOf(problem.error));
  return findingOf(place, { ...facts, kind: "failed", reason: errorGroup(message), message });
}

// The finding says which event it was: its own words are worth more.
function causeOf(error: unknown): unknown {
  return error instanceof ProjectionFailedError && error.cause instanceof Error ? error.cause : error;
}
