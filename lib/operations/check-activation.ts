import "server-only";
import type pg from "pg";
import {
  cleanVerification,
  compileChain,
  countVerifiable,
  declarativeUpcaster,
  latestVerification,
  publishedOutputChecks,
  type Queryable,
  type Upcaster,
  type UpcasterChain,
  UpcasterChainError,
  type Verification,
  verificationOf,
  verifyRange,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCount, formatCounted } from "@/lib/format/number";
import type { ConsoleUpcaster } from "@/lib/queries/upcasters/console-upcasters";
import { everythingAppended } from "./everything-appended";

/** The verification that an activation stands on. */
export interface CheckedActivation {
  readonly job: string;
  /** Events that were verified, those of the activation included. */
  readonly events: number;
  /** Of them, those appended after the verification, which the activation verified itself. */
  readonly now: number;
}

// More would keep the operator waiting, and a connection open: that is a worker's job.
const MOST_VERIFIED_NOW = 100_000;

/**
 * Demands that every stored event can be read through a draft: by a clean verification of exactly this draft in exactly this
 * chain, and of what was appended since by a run over it now. Throws an AppError that says what is missing.
 */
export async function checkActivation(
  client: pg.PoolClient,
  draft: ConsoleUpcaster,
  before: readonly Upcaster[],
): Promise<CheckedActivation> {
  const chain = compiled(before);
  const verification = await cleanVerification(client, draft.id, verificationOf(draft, chain));
  if (verification === null) throw await refusal(client, draft, chain);
  const schemaSince = await schemaPublishedSince(client, draft, verification);
  if (schemaSince !== null) {
    const last = await latestVerification(client, draft.id);
    if (last !== null && last.jobId !== verification.jobId) throw await refusal(client, draft, chain);
    throw notVerified(`The JSON Schema of ${schemaSince} was published after it was verified. Verify it again`);
  }
  const after = verification.upTo;
  const upTo = await everythingAppended(client);
  const range = { definition: draft, chain, after, upTo };
  const waiting = await countVerifiable(client, range);
  if (waiting > MOST_VERIFIED_NOW) {
    throw notVerified(
      `${formatCount(waiting)} events were appended since it was verified, too many to verify at activation. Verify it again`,
    );
  }
  const schema = await publishedOutputChecks(client);
  const { result, findings } = await verifyRange({ ...range, db: client, schema });
  const [finding] = findings;
  if (finding !== undefined) {
    const { streamId, version, position, message } = finding;
    throw notVerified(
      `${streamId} version ${version} was appended since it was verified, and ${FOUND[finding.kind] ?? "does not pass"}: ${withoutStop(message)}. Change the draft`,
      { event: { streamId, version, position: position.toString() } },
    );
  }
  const { converted, unchanged, dropped } = verification.result;
  const now = result.converted + result.unchanged + result.dropped;
  return { job: verification.jobId, events: converted + unchanged + dropped + now, now };
}

const FOUND: Readonly<Record<string, string>> = {
  failed: "fails",
  misfit: "does not fit the published JSON Schema",
  precision: "loses digits",
};

function compiled(before: readonly Upcaster[]): UpcasterChain {
  try {
    return compileChain(before);
  } catch (error) {
    if (!(error instanceof UpcasterChainError)) throw error;
    throw notVerified("The active upcasters contradict each other, so that nothing can be verified. Mend the chain");
  }
}

/** What the last verification lacks, in words. */
async function refusal(db: Queryable, draft: ConsoleUpcaster, chain: UpcasterChain): Promise<AppError> {
  const last = await latestVerification(db, draft.id);
  if (last === null) return notVerified("It was not verified over all stored events yet. Verify it");
  const { fingerprint, chainHash } = verificationOf(draft, chain);
  if (last.fingerprint !== fingerprint) return notVerified("It was changed since it was verified. Verify it again");
  if (last.chainHash !== chainHash) {
    return notVerified("The active upcasters of its types have changed since it was verified. Verify it again");
  }
  const { failed, misfits, precision } = last.result;
  const found = [
    ...(failed > 0 ? [`${formatCounted(failed, "event fails", "events fail")}`] : []),
    ...(misfits > 0 ? [`${formatCounted(misfits, "event does", "events do")} not fit the published JSON Schema`] : []),
    ...(precision > 0 ? [`${formatCounted(precision, "event loses", "events lose")} digits`] : []),
  ];
  if (found.length > 0) {
    return notVerified(`Its verification is not clean: ${found.join(", ")}. Fix it and verify it again`, {
      ...{ failed, misfits, precision },
    });
  }
  return notVerified(
    `Only a sample of ${formatCounted(last.sample ?? 0, "event")} was verified. Verify it over all stored events`,
  );
}

const PUBLISHED_SINCE = `
select s.type, s.schema_version as "schemaVersion"
  from foldline.event_schemas s
  join foldline.jobs j on j.id = $1
  join unnest($2::text[], $3::int[]) as made (type, schema_version)
    on s.type = made.type and s.schema_version = made.schema_version
 where s.withdrawn_at is null and s.published_at >= j.started_at
 limit 1`;

/** A verification does not know the schemas that were published after it had begun. */
async function schemaPublishedSince(
  db: Queryable,
  draft: ConsoleUpcaster,
  { jobId }: Verification,
): Promise<string | null> {
  const { makes } = declarativeUpcaster(draft);
  const { rows } = await db.query<{ type: string; schemaVersion: number }>(PUBLISHED_SINCE, [
    jobId,
    makes.map(({ type }) => type),
    makes.map(({ schemaVersion }) => schemaVersion),
  ]);
  const [schema] = rows;
  return schema === undefined ? null : `${schema.type} v${schema.schemaVersion}`;
}

function notVerified(why: string, details: Readonly<Record<string, unknown>> = {}): AppError {
  return new AppError(`${why}, or say why it may go live as it is.`, { code: "conflict", details });
}

function withoutStop(message: string): string {
  return message.replace(/\.$/, "");
}
