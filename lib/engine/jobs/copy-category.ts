import type { Queryable } from "../events";
import { loadChain } from "../evolution/load-chain";
import type { EventCondition } from "../projections/event-page";
import { inlineProjections } from "../projections/inline";
import { checkAppend } from "../schemas/check-append";
import { schemaRegistry } from "../schemas/schema-registry";
import { type AppendedCopies, appendCopies } from "./append-copies";
import { type ConvertedPage, convertCopies, type EventCopy } from "./convert-copies";
import { COPY_CATEGORY, CopyParams, type CopyResult, NOTHING_COPIED } from "./copy-params";
import { refuseForeignEvents } from "./copy-target";
import { JobUnavailableError } from "./errors";
import { groupFinding } from "./findings";
import type { JobKind, JobState, StoredBatch } from "./job-kind";
import { countMatching, matchingReader, selectCategory } from "./matching-events";

const MOST_EVENTS_AT_ONCE = 500;

/** Writes a category's events, as they are read today, into streams of another category; the originals stay. */
export const copyCategory: JobKind = {
  kind: COPY_CATEGORY,
  async open(context, job, reader) {
    const params = CopyParams.parse(job.params);
    const { from, to } = params;
    const chain = await loadChain(context.pool, context.upcasters);
    if (chain.hash !== params.chainHash) {
      throw new JobUnavailableError(
        "The active upcasters have changed since it was asked for. Ask for the copy again: it goes on where this one stopped.",
      );
    }
    let lookedTo = await refuseForeignEvents(context.pool, from, to, 0n);
    const look = async (db: Queryable) => {
      lookedTo = await refuseForeignEvents(db, from, to, lookedTo);
    };
    const selection = selectCategory(from);
    const read = matchingReader(selection);
    const inline = inlineProjections(context.pool, { projections: context.projections(), chain: context.chain });
    const schemas = schemaRegistry(context.pool);
    const limit = Math.min(context.batchSize, MOST_EVENTS_AT_ONCE);
    return {
      count: () => countMatching(context.pool, selection, { after: BigInt(params.after), upTo: job.upTo }),
      async next(state) {
        const page = await read(reader, { after: state.checkpoint, upTo: job.upTo, limit });
        const converted = convertCopies(page, { job, params, chain });
        const registry = await schemas();
        return {
          checkpoint: converted.readTo,
          events: converted.events,
          store: (commit) =>
            inline.storing(typesOf(converted.copies), (steps) =>
              commit(async (client) => {
                const before = resultOf(state);
                await look(client);
                await checkAppend(client, asAppends(converted.copies), registry, "refusing");
                const folds = await steps.passGates(client);
                const appended = await appendCopies(client, converted.copies);
                if (folds) await steps.fold(client, theCopies(converted.copies));
                return counted(before, converted, appended);
              }),
            ),
        };
      },
      finish: look,
    };
  },
};

const resultOf = ({ result }: JobState) => (result as CopyResult | null) ?? NOTHING_COPIED;

const typesOf = (copies: readonly EventCopy[]) => [...new Set(copies.map(({ columns }) => columns.type))];

function theCopies(copies: readonly EventCopy[]): EventCondition {
  return {
    condition: "(e.stream_id, e.event_id) in (select * from unnest($1::text[], $2::uuid[]))",
    values: [copies.map(({ streamId }) => streamId), copies.map(({ columns }) => columns.eventId)],
  };
}

function counted(before: CopyResult, page: ConvertedPage, { begun, first, last }: AppendedCopies): StoredBatch {
  const reasons = [...before.reasons];
  const findings = page.findings.map((finding) => groupFinding(reasons, finding));
  const result: CopyResult = {
    copied: before.copied + page.copies.length,
    dropped: before.dropped + page.dropped,
    split: before.split + page.split,
    streams: before.streams + begun,
    first: before.first ?? first,
    last: last ?? before.last,
    reasons,
  };
  return { result, findings };
}

function asAppends(copies: readonly EventCopy[]) {
  return copies.map(({ streamId, columns }) => ({ streamId, expected: "any" as const, events: [columns] }));
}
