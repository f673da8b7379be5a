import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aborted, stopSignal } from "../../lib/launch/stop-signal";
import { startTestServer } from "../../lib/testing/server";
import { runBrowserTests } from "./browser-tests";
import { runChecks } from "./checks";
import { stopCommands } from "./command";
import { addUp, couldNotRun, type Tally } from "./tally";
import { runUnitTests } from "./unit";

const directory = mkdtempSync(join(tmpdir(), "foldline-test-run-"));
const server = startTestServer();
void aborted(stopSignal()).then(() => end(130));

const tallies: Tally[] = [];
await part("Checks", runChecks);
await part("Unit and integration tests", async () => runUnitTests((await server).url, directory));
await part("Browser tests", async () => runBrowserTests((await server).url, directory));

const { passed, failed, skipped } = addUp(tallies);
if (skipped.length > 0)
  process.stderr.write(`\nSkipped, ${skipped.length}:\n${skipped.map((name) => `  ${name}\n`).join("")}`);
await end(failed === 0 && passed > 0 ? 0 : 1, `\n${passed} passed, ${failed} failed\n`);

async function part(name: string, run: () => Promise<Tally>): Promise<void> {
  process.stderr.write(`\n${name}\n`);
  const startedAt = Date.now();
  tallies.push(await run().catch((error: unknown) => couldNotRun(name, error)));
  process.stderr.write(`${name}: ${Math.round((Date.now() - startedAt) / 1000)} s\n`);
}

async function end(code: number, lastLine = ""): Promise<never> {
  stopCommands();
  await server.then((started) => started.stop()).catch(() => undefined);
  rmSync(directory, { recursive: true, force: true });
  process.stdout.write(lastLine, () => process.exit(code));
  return new Promise(() => undefined);
}
