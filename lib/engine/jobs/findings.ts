import type { Queryable, StoredEvent } from "../events";
import { storable } from "../projections/failure";

/** An event that a job has something to say about. */
export interface Finding {
  /** In the terms of the job's kind: `failed`, `misfit`, `precision`, `dropped`, … */
  readonly kind: string;
  readonly streamId: string;
  readonly version: number;
  readonly position: bigint;
  /** The same for findings that differ in ids, numbers and quoted values only. */
  readonly reason: string;
  readonly message: string;
  /** The 0-based operation, the path and the value there as JSON, where they are known. */
  readonly operation: number | null;
  readonly path: string | null;
  readonly value: string | null;
}

/** So many rows are kept of each kind; the counts go on. */
export const MOST_FINDINGS = 100_000;
const MOST_REASONS = 200;
const MOST_LETTERS = 1_000;

/** What all findings beyond the first 200 reasons are counted under. */
export const OTHER_REASONS = "…";

/** Findings that have the same reason. */
export interface FindingGroup {
  readonly kind: string;
  readonly reason: string;
  readonly operation: number | null;
  readonly events: number;
  readonly first: { readonly streamId: string; readonly version: number; readonly position: string };
}

/** What a finding says besides the place of its event. */
export type FindingFacts = Omit<Finding, "streamId" | "version" | "position">;

/** A finding about an event; what its texts quote of the event is cut and made storable. */
export function findingOf(event: Pick<StoredEvent, "streamId" | "version" | "position">, facts: FindingFacts): Finding {
  const { kind, operation } = facts;
  const { streamId, version, position } = event;
  const [reason, message] = [text(facts.reason), text(facts.message)];
  return {
    kind,
    streamId,
    version,
    position,
    operation,
    reason,
    message,
    path: cut(facts.path),
    value: cut(facts.value),
  };
}

const text = (words: string) => storable(words.slice(0, MOST_LETTERS));
const cut = (words: string | null) => (words === null ? null : text(words));

/** Counts one more finding, in place; gives it back with the reason that it is counted under. */
export function groupFinding(groups: FindingGroup[], finding: Finding): Finding {
  const { kind, operation } = finding;
  const same = (reason: string) => (group: FindingGroup) =>
    group.kind === kind && group.reason === reason && group.operation === operation;
  const reason = groups.length < MOST_REASONS || groups.some(same(finding.reason)) ? finding.reason : OTHER_REASONS;
  const index = groups.findIndex(same(reason));
  const group = groups[index];
  if (group !== undefined) {
    groups[index] = { ...group, events: group.events + 1 };
  } else {
    const { streamId, version, position } = finding;
    groups.push({ kind, reason, operation, events: 1, first: { streamId, version, position: position.toString() } });
  }
  return { ...finding, reason };
}

const KEPT = "select count(*)::int as kept from foldline.job_findings where job_id = $1 and kind = $2";

const INSERT = `
insert into foldline.job_findings
  (job_id, position, kind, stream_id, stream_version, reason, message, operation, path, value)
select $1, f.* from unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::smallint[],
                           $9::text[], $10::text[]) as f
on conflict do nothing`;

/** Stores the findings of a batch, as far as there is room for their kinds. */
export async function recordFindings(db: Queryable, jobId: string, findings: readonly Finding[]): Promise<void> {
  for (const kind of new Set(findings.map((finding) => finding.kind))) {
    const { rows } = await db.query<{ kept: number }>(KEPT, [jobId, kind]);
    const room = MOST_FINDINGS - (rows[0]?.kept ?? 0);
    const found = findings.filter((finding) => finding.kind === kind).slice(0, Math.max(0, room));
    if (found.length > 0) await insert(db, jobId, found);
  }
}

async function insert(db: Queryable, jobId: string, found: readonly Finding[]): Promise<void> {
  await db.query(INSERT, [
    jobId,
    found.map(({ position }) => position.toString()),
    found.map(({ kind }) => kind),
    found.map(({ streamId }) => streamId),
    found.map(({ version }) => version),
    found.map(({ reason }) => reason),
    found.map(({ message }) => message),
    found.map(({ operation }) => operation),
    found.map(({ path }) => path),
    found.map(({ value }) => value),
  ]);
}
