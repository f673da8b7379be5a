import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { ROOT } from "./install.mjs";

const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Runs a TypeScript program of the project and takes its exit code. The program sees this process end, even by
 * kill -9, as the end of its IPC channel.
 * @param {string} program
 * @param {readonly string[]} args
 */
export async function runProgram(program, args) {
  const node = ["--conditions=react-server", "--import", import.meta.resolve("tsx"), join(ROOT, program)];
  const child = spawn(process.execPath, [...node, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      FOLDLINE_DATA_DIR: process.env.FOLDLINE_DATA_DIR || join(ROOT, ".foldline"),
      TSX_TSCONFIG_PATH: join(ROOT, "tsconfig.json"),
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`foldline: ${error.message}\n`);
      resolve(1);
    });
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])));
  });
}

/** @param {readonly string[]} args */
export function runMain(args) {
  return runProgram("lib/cli/main.ts", args);
}
