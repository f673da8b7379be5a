import type pg from "pg";
import type { Queryable, StoredEvent } from "../events";
import { loadChain } from "../evolution/load-chain";
import { lockActiveUpcasters } from "../evolution/lock-active-upcasters";
import { JobUnavailableError } from "./errors";
import type { JobBatch, JobContext, JobKind, JobState, JobWork, StartedJob } from "./job-kind";
import {
  countMatching,
  type EventSelection,
  type MatchingPage,
  matchingReader,
  selectSchemas,
} from "./matching-events";
import { publishedOutputChecks } from "./output-checks";
import { nextSamplePlace } from "./sample-places";
import { isClean, NOTHING_VERIFIED, type VerificationResult } from "./verification";
import { VERIFY_UPCASTER, VerificationParams, verificationOf } from "./verification-params";
import { type Verifier, verifier } from "./verifier";
import { verifyEvents } from "./verify-range";

/** Runs a draft over every stored event that it matches, or a sample of them; a clean whole run makes it verified. */
export const verifyUpcaster: JobKind = {
  kind: VERIFY_UPCASTER,
  async open(context, job, reader) {
    const params = VerificationParams.parse(job.params);
    const { definition, chain } = await draftOf(context, job, params);
    const tried = verifier({ definition, chain, schema: await publishedOutputChecks(context.pool) });
    const selection = selectSchemas(tried.sources);
    const work = { context, job, params, tried, selection };
    const next = params.sample === null ? wholeHistory(work, reader) : await sample(work, params.sample, reader);
    return {
      count: async () => {
        const matching = await countMatching(context.pool, selection, { after: 0n, upTo: job.upTo });
        return params.sample === null ? matching : Math.min(params.sample, matching);
      },
      next,
      finish: (client, state) => settle(client, work, state),
    };
  },
};

interface Work {
  readonly context: JobContext;
  readonly job: StartedJob;
  readonly params: VerificationParams;
  readonly tried: Verifier;
  readonly selection: EventSelection;
}

async function draftOf({ pool, upcasters }: JobContext, { subject }: StartedJob, params: VerificationParams) {
  const chain = await loadChain(pool, upcasters);
  const definition = await readDraft(pool, subject);
  if (definition === null)
    throw new JobUnavailableError("The draft is gone: it was discarded, or published meanwhile.");
  const of = verificationOf(definition, chain);
  if (of.fingerprint !== params.fingerprint) {
    throw new JobUnavailableError("The draft was changed since its verification was asked for. Verify it again.");
  }
  if (of.chainHash !== params.chainHash) {
    throw new JobUnavailableError("The active upcasters have changed since it was asked for. Verify it again.");
  }
  return { definition, chain };
}

interface StoredDraft {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly fromVersion: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly operations: unknown;
}

const DRAFT = `
select id, title, type, from_version as "fromVersion", to_type as "toType", to_version as "toVersion", operations
  from foldline.upcasters where id::text = $1 and state in ('draft', 'verified')`;

async function readDraft(db: Queryable, id: string, lock = ""): Promise<StoredDraft | null> {
  const { rows } = await db.query<StoredDraft>(`${DRAFT} ${lock}`, [id]);
  return rows[0] ?? null;
}

/** Page after page, each read while the one before it is verified. */
function wholeHistory({ context, job, tried, selection }: Work, reader: pg.PoolClient): JobWork["next"] {
  const read = matchingReader(selection, tried.upcasters);
  const readAfter = (after: bigint) => {
    const page = read(reader, { after, upTo: job.upTo, limit: context.batchSize });
    page.catch(() => undefined);
    return page;
  };
  let ahead: Promise<MatchingPage> | null = null;
  return async (state) => {
    const page = await (ahead ?? readAfter(state.checkpoint));
    ahead = page.readTo < job.upTo ? readAfter(page.readTo) : null;
    return verifyPage(tried, page.events, state, page.readTo);
  };
}

/** Some events from each of up to a hundred places. */
async function sample(
  { job, tried, selection }: Work,
  events: number,
  reader: pg.PoolClient,
): Promise<JobWork["next"]> {
  const read = matchingReader(selection, tried.upcasters);
  const [first] = (await read(reader, { after: 0n, upTo: job.upTo, limit: 1 })).events;
  return async (state) => {
    const spread = { events, first: first?.position ?? job.upTo, upTo: job.upTo };
    const place = nextSamplePlace(spread, state);
    if (place === null) return verifyPage(tried, [], state, job.upTo);
    const page = await read(reader, { after: place.after, upTo: place.upTo, limit: place.events });
    return verifyPage(tried, page.events, state, place.upTo);
  };
}

async function verifyPage(
  tried: Verifier,
  events: readonly StoredEvent[],
  { result }: JobState,
  checkpoint: bigint,
): Promise<JobBatch> {
  const verified = await verifyEvents(tried, events, (result as VerificationResult | null) ?? NOTHING_VERIFIED);
  return { checkpoint, events: events.length, store: (commit) => commit(async () => verified) };
}

const SETTLE = `
update foldline.upcasters set state = $2, verified_by = $3 where id::text = $1 and state in ('draft', 'verified')`;

// Whoever saves the draft holds its row, and whoever changes the active set its lock, before they look at the state.
async function settle(client: pg.PoolClient, { context, job, params }: Work, { result }: JobState): Promise<void> {
  if (params.sample !== null) return;
  await lockActiveUpcasters(client);
  const draft = await readDraft(client, job.subject, "for update");
  if (draft === null) return;
  const of = verificationOf(draft, await loadChain(client, context.upcasters));
  if (of.fingerprint !== params.fingerprint || of.chainHash !== params.chainHash) return;
  const clean = isClean((result as VerificationResult | null) ?? NOTHING_VERIFIED);
  await client.query(SETTLE, [job.subject, clean ? "verified" : "draft", clean ? job.id : null]);
}
