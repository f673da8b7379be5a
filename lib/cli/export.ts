import { once } from "node:events";
import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool";
import { exportEvents } from "@/lib/engine";
import { UsageError } from "./command";
import { eventRate, progressBar } from "./progress-bar";

export const summary = "Export events as CloudEvents 1.0 lines to stdout.";

export const usage = `
Usage: npx foldline export [--stream ID [--from N] [--to N] | --category NAME] [--correlation ID] [--type TYPE]…
                           [--system] [--json]

Writes CloudEvents 1.0, one JSON object a line, in the order of positions and all from one moment. Imported events
get back the id, source and extension attributes they came with.

  --stream ID       only this stream
  --from N, --to N  only these versions of it, both ends included
  --category NAME   only the streams of this category
  --correlation ID  only events with this correlation id
  --type TYPE       only events of this type; may be given more than once
  --system          also the streams of the engine itself, whose ids begin with $
  --json            say on stderr how many events were written, as JSON
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      stream: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      correlation: { type: "string" },
      category: { type: "string" },
      type: { type: "string", multiple: true },
      system: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  if (values.stream !== undefined && values.category !== undefined) {
    throw new UsageError("Give --stream or --category, not both.");
  }
  if (values.stream === undefined && (values.from ?? values.to) !== undefined) {
    throw new UsageError("--from and --to are versions of one stream: give --stream too.");
  }
  const startedAt = Date.now();
  let events = 0;
  const lines = exportEvents(pool, {
    ...(values.stream !== undefined && { streamId: values.stream }),
    ...(values.from !== undefined && { from: versionOf(values.from, "--from") }),
    ...(values.to !== undefined && { to: versionOf(values.to, "--to") }),
    ...(values.correlation !== undefined && { correlationId: values.correlation }),
    ...(values.category !== undefined && { category: values.category }),
    ...(values.type !== undefined && { types: values.type }),
    ...(values.system && { includeSystem: true }),
    onProgress: (count) => {
      events = count;
    },
  });
  const bar = progressBar("Exporting");
  try {
    for await (const chunk of lines) {
      bar.update(events, events, `${events.toLocaleString("en")} events  ${eventRate(events, startedAt)}`);
      if (!process.stdout.write(chunk)) await once(process.stdout, "drain");
    }
  } finally {
    bar.stop();
  }
  const seconds = (Date.now() - startedAt) / 1000;
  process.stderr.write(
    values.json ? `${JSON.stringify({ events, seconds })}\n` : `Exported ${events.toLocaleString("en")} events.\n`,
  );
  return 0;
}

function versionOf(text: string, option: string): number {
  const version = Number(text);
  if (Number.isSafeInteger(version) && version >= 1) return version;
  throw new UsageError(`${option} is a version: a whole number from 1 on, and "${text}" is none.`);
}
