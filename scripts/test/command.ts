import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../install.mjs";

export interface CommandResult {
  readonly code: number;
  readonly output: string;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** 25 minutes when left out: a machine that does other work besides needs more than ten for a suite. */
  readonly timeoutMs?: number;
  /** Show the output as it comes instead of collecting it. */
  readonly show?: boolean;
}

const running = new Set<ChildProcess>();

/** Ends what still runs, for a test run that is told to stop. */
export function stopCommands(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Runs a tool of the project, such as `tsc`, by the file that npm linked. */
export function runTool(name: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return runCommand(join(ROOT, "node_modules/.bin", name), args, options);
}

/** Runs a program in the project's root, to its end or its time limit. */
export function runCommand(
  command: string,
  args: readonly string[],
  { env = {}, timeoutMs = 1_500_000, show = false }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...(show ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" }), ...env },
      stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code, signal) => {
      running.delete(child);
      const cut = signal === null ? "" : `\n(stopped after ${timeoutMs / 1000} s)`;
      resolve({ code: code ?? 1, output: output + cut });
    });
  });
}
