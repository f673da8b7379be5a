import { z } from "zod";

/**
 * A whole number of a request: plain digits where it stands in an address, so that an empty one is no 0. What it
 * is without being given is told by `prefault`; the description of the API would lose a `default`.
 */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  return z.preprocess(
    (given) => (typeof given === "string" && /^\d{1,16}$/.test(given) ? Number(given) : given),
    z.number("must be a whole number, in digits").int().min(min).max(max),
  );
}

/** A version of a stream that has an event. */
export const VersionParameter = wholeNumber(1);
