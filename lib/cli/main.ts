import { setTimeout as sleep } from "node:timers/promises";
import { ZodError, z } from "zod";
import type { OpenDatabase } from "../db/open";
import { aborted, stopSignal } from "../launch/stop-signal";
import { type Command, UsageError } from "./command";
import { findCommand, helpText } from "./commands";

let opening: Promise<OpenDatabase> | undefined;
const code = await main(process.argv.slice(2));
// A connection or timer that a command left behind must not keep the process alive; its output must be out.
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));

async function main(argv: readonly string[]): Promise<number> {
  const [name = "help", ...args] = argv;
  const json = args.includes("--json");
  if (["help", "--help", "-h"].includes(name)) {
    const asked = args[0] === undefined ? undefined : findCommand(args[0]);
    process.stdout.write(asked === undefined ? await helpText() : `${(await asked.load()).usage.trim()}\n`);
    return 0;
  }
  const entry = findCommand(name);
  if (entry === undefined) {
    return fail(new UsageError(`There is no command "${name}". \`npx foldline help\` lists them.`), json);
  }
  const command = await entry.load();
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${command.usage.trim()}\n`);
    return 0;
  }
  if (!entry.stopsItself) stopWhenTold();
  try {
    return await (entry.needsDatabase ? runOnDatabase(command, args) : command.run(args));
  } catch (error) {
    return fail(error, json, command);
  }
}

async function runOnDatabase(command: Command, args: string[]): Promise<number> {
  const [{ openDatabase }, { migrate }, { pool }] = await Promise.all([
    import("../db/open"),
    import("../db/migrate"),
    import("../db/pool"),
  ]);
  opening = openDatabase({ say: (line) => process.stderr.write(`${line}\n`) });
  const database = await opening;
  try {
    await migrate(database.url);
    return await command.run(args);
  } finally {
    // A command that failed may have left a client checked out; closing the database ends it.
    await Promise.race([pool.end(), sleep(3_000)]);
    await database.close();
  }
}

// The work is left where it is: what a command had not committed is undone by the database.
function stopWhenTold(): void {
  void aborted(stopSignal()).then(async () => {
    process.stderr.write("\nfoldline: stopped\n");
    const database = await opening?.catch(() => undefined);
    await database?.close();
    process.exit(130);
  });
}

function fail(error: unknown, json: boolean, command?: Command): number {
  const misused =
    error instanceof UsageError || (error instanceof TypeError && codeOf(error).startsWith("ERR_PARSE_ARGS"));
  const message = messageOf(error);
  if (json) process.stdout.write(`${JSON.stringify({ error: { name: nameOf(error), message } })}\n`);
  process.stderr.write(`foldline: ${message}\n`);
  if (process.env.DEBUG !== undefined && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  if (misused && command !== undefined) process.stderr.write(`\n${command.usage.trim()}\n`);
  return misused ? 2 : 1;
}

function messageOf(error: unknown): string {
  if (error instanceof ZodError) return z.prettifyError(error);
  // node-postgres reports a refused connection as several errors in one, with no message of its own.
  if (error instanceof AggregateError && error.message === "") return error.errors.map(messageOf).join("; ");
  return error instanceof Error && error.message !== "" ? error.message : String(error);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "Error";
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
