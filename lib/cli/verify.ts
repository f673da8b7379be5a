import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool";
import { type BrokenStream, brokenStreams, checkReadModel, newestDefinitions, type ReadModelCheck } from "@/lib/engine";
import { chain, projections } from "@/lib/store";
import { formatCount, formatCounted } from "../format/number";
import { stopSignal } from "../launch/stop-signal";
import { UsageError } from "./command";

export const summary = "Check the streams, and each read model against a fold from scratch.";

export const usage = `
Usage: npx foldline verify [NAME…] [--json]

Checks that every stream's versions and positions are whole, and folds the events of each projection (or of those named)
from scratch beside its read model: every row must be the same. Changes nothing; consumers and appends go on. The exit
code is 1 when something differs.

  --json  the result as JSON
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: "boolean" } } });
  const known = newestDefinitions(await projections());
  const unknown = positionals.find((name) => !known.some((projection) => projection.name === name));
  if (unknown !== undefined) throw new UsageError(`There is no projection "${unknown}".`);
  const say = (line: string) => values.json || process.stdout.write(`${line}\n`);

  const streams = await brokenStreams(pool);
  say(
    streams.length === 0
      ? "streams: whole"
      : streams.map(({ streamId, problem }) => `${streamId} ${problem}`).join("\n"),
  );
  const checks: ReadModelCheck[] = [];
  const skipped: string[] = [];
  for (const projection of known) {
    if (positionals.length > 0 && !positionals.includes(projection.name)) continue;
    const check = await checkReadModel(pool, { projection, chain: await chain(), signal: stopSignal() });
    if (check === null) skipped.push(projection.name);
    else checks.push(check);
    say(check === null ? `${projection.name}: no read model to compare with a fold` : inWords(check));
  }
  const intact = streams.length === 0 && checks.every((check) => check.intact);
  if (values.json) process.stdout.write(`${JSON.stringify(toJson(intact, streams, checks, skipped))}\n`);
  return intact ? 0 : 1;
}

function inWords({
  projection,
  version,
  rows,
  eventsRead,
  intact,
  examples,
  decidedByOperators,
}: ReadModelCheck): string {
  const base = `${projection} v${version}: ${formatCounted(rows.live, "row")}, ${formatCounted(eventsRead, "event")} folded`;
  if (intact) return `${base}, no difference`;
  const counts = `${formatCount(rows.changed)} changed, ${formatCount(rows.added)} missing in the read model, ${formatCount(rows.missing)} too many`;
  const decided =
    decidedByOperators === 0 ? "" : `; operators decided on ${formatCounted(decidedByOperators, "dead letter")}`;
  return `${base}: ${counts}, such as ${examples.join(", ")}${decided}`;
}

function toJson(
  intact: boolean,
  streams: readonly BrokenStream[],
  checks: readonly ReadModelCheck[],
  skipped: readonly string[],
): object {
  const readModels = checks.map((check) => ({ ...check, position: check.position.toString() }));
  return { intact, brokenStreams: streams, readModels, skipped };
}
