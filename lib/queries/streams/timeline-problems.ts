import "server-only";
import type { TimelineProblems } from "@/lib/api/stream-timeline";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { readVersions } from "@/lib/engine";
import { chain, store } from "@/lib/store";
import { isStorable } from "../storable";
import { streamNotFound } from "./stream";

const SCHEMAS = `
  select version::int as version, type, schema_version
  from foldline.events where stream_id = $1 and version = any($2::bigint[])`;

/** Which of some versions of a stream cannot be read today; data is read only of events that an upcaster reads. */
export async function findTimelineProblems(streamId: string, versions: readonly number[]): Promise<TimelineProblems> {
  await authorize("viewer");
  if (!isStorable(streamId) || (await store.streamVersion(streamId)) === 0) throw streamNotFound(streamId);
  const upcasters = await chain();
  const { rows } = await pool.query<{ version: number; type: string; schema_version: number }>(SCHEMAS, [
    streamId,
    versions,
  ]);
  const upcast = rows.filter(({ type, schema_version }) => !upcasters.isIdentityFor(type, schema_version));
  const events = await readVersions(
    pool,
    streamId,
    upcast.map(({ version }) => version),
  );
  const problems = events.flatMap((event) => {
    const read = upcasters.tryUpcast(event);
    return read.ok ? [] : [{ version: event.version, message: read.error.message }];
  });
  return { streamId, problems };
}
