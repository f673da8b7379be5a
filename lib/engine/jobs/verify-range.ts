import { setImmediate as nextTurn } from "node:timers/promises";
import type { Queryable, StoredEvent } from "../events";
import type { Finding } from "./findings";
import { matchingReader, selectSchemas } from "./matching-events";
import { verificationTally } from "./tally-verification";
import { NOTHING_VERIFIED, type VerificationResult } from "./verification";
import { type Verifier, type VerifierOptions, verifier } from "./verifier";

export interface RangeToVerify extends VerifierOptions {
  readonly db: Queryable;
  /** Events behind this position … */
  readonly after: bigint;
  /** … up to and including this one, which lies at or below the watermark. */
  readonly upTo: bigint;
  /** The most events read at once; 2,000 when left out. */
  readonly batchSize?: number;
}

export interface VerifiedRange {
  readonly result: VerificationResult;
  /** The first hundred. */
  readonly findings: readonly Finding[];
}

const SHOWN = 100;

/** Runs a draft over the stored events of a range and stores nothing; throws an UpcasterChainError when it does not fit in. */
export async function verifyRange(range: RangeToVerify): Promise<VerifiedRange> {
  const { db, upTo, batchSize = 2_000 } = range;
  const tried = verifier(range);
  const read = matchingReader(selectSchemas(tried.sources), tried.upcasters);
  const findings: Finding[] = [];
  let result = NOTHING_VERIFIED;
  for (let after = range.after; after < upTo; ) {
    const page = await read(db, { after, upTo, limit: batchSize });
    const verified = await verifyEvents(tried, page.events, result);
    result = verified.result;
    findings.push(...verified.findings.slice(0, SHOWN - findings.length));
    after = page.readTo;
  }
  return { result, findings };
}

const EVENTS_A_TURN = 500;
// Of the largest events, few: the job's lease has to be renewed meanwhile.
const MAX_TURN_MS = 50;

/** Verifies the events of a page, giving way to timers and sockets in between, and counts them onto `before`. */
export async function verifyEvents(
  { verify }: Verifier,
  events: readonly StoredEvent[],
  before: VerificationResult,
): Promise<{ readonly result: VerificationResult; readonly findings: readonly Finding[] }> {
  const tally = verificationTally(before);
  let began = performance.now();
  for (const [index, event] of events.entries()) {
    tally.count(event, verify(event));
    if ((index + 1) % EVENTS_A_TURN !== 0 && performance.now() - began < MAX_TURN_MS) continue;
    await nextTurn();
    began = performance.now();
  }
  return { result: tally.result(), findings: tally.findings };
}
