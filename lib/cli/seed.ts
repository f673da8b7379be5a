import { parseArgs } from "node:util";
import { pool } from "@/lib/db/pool";
import { seedDemo } from "@/lib/domain/seed";
import { progressBar } from "./progress-bar";

export const summary = "Write the demo shop's history, two years of orders, into the store.";

export const usage = `
Usage: npx foldline seed [--json]

Writes about 40,000 events of an invented shop that end today. \`npm start\` does this at its first run. Running it
again adds nothing; an interrupted run is completed.

  --json  the result as JSON
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: "boolean" } } });
  const bar = progressBar("Seeding");
  const result = await seedDemo(pool, ({ done, total }) => {
    bar.update(done, total, `${Math.round(done).toLocaleString("en")} events`);
  }).finally(() => bar.stop());
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${inWords(result)}\n`);
  return 0;
}

function inWords({ events, streams, elapsedMs }: Awaited<ReturnType<typeof seedDemo>>): string {
  const seconds = (elapsedMs / 1_000).toFixed(1);
  if (events === 0) return `The demo was there already: ${streams.toLocaleString("en")} streams.`;
  return `Added ${events.toLocaleString("en")} events; the demo has ${streams.toLocaleString("en")} streams. ${seconds} s.`;
}
