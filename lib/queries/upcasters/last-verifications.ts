import "server-only";
import type { LastVerification } from "@/lib/api/upcasters";
import { OperationsSchema, type Queryable, VERIFY_UPCASTER, verificationOf } from "@/lib/engine";
import type { ConsoleUpcaster } from "./console-upcasters";
import { currentChain } from "./current-chain";

const NEWEST = `
select distinct on (subject) subject, id as job, status, params, requested_by as "requestedBy",
       coalesce(finished_at, requested_at) as at, events_done::float8 as events, events_total::float8 as "eventsTotal",
       coalesce((result ->> 'failed')::float8, 0) as failed, coalesce((result ->> 'misfits')::float8, 0) as misfits,
       coalesce((result ->> 'precision')::float8, 0) as precision
  from foldline.jobs
 where kind = '${VERIFY_UPCASTER}' and subject = any ($1)
 order by subject, requested_at desc, id`;

type Row = Omit<LastVerification, "at" | "sample" | "clean" | "outdated"> & {
  readonly subject: string;
  readonly at: Date;
  readonly params: { readonly sample: number | null; readonly fingerprint: string; readonly chainHash: string };
};

/** The newest verification of each upcaster that has one, by the upcaster's id. */
export async function lastVerifications(
  db: Queryable,
  upcasters: readonly ConsoleUpcaster[],
): Promise<ReadonlyMap<string, LastVerification>> {
  if (upcasters.length === 0) return new Map();
  const [{ rows }, chain] = await Promise.all([db.query<Row>(NEWEST, [upcasters.map(({ id }) => id)]), currentChain()]);
  const holds = (row: Row): boolean => {
    const upcaster = upcasters.find(({ id }) => id === row.subject);
    if (upcaster === undefined || chain === null) return false;
    if (!OperationsSchema.safeParse(upcaster.operations).success) return false;
    const { fingerprint, chainHash } = verificationOf(upcaster, chain);
    return fingerprint === row.params.fingerprint && chainHash === row.params.chainHash;
  };
  return new Map(
    rows.map((row) => {
      const { subject, params, at, ...rest } = row;
      const { sample } = params;
      const clean = row.status === "done" && sample === null && row.failed + row.misfits + row.precision === 0;
      return [subject, { ...rest, at: at.toISOString(), sample, clean, outdated: !holds(row) }];
    }),
  );
}
