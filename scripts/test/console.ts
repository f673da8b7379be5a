import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { administer, withDatabase } from "../../lib/testing/server";
import { ROOT } from "../install.mjs";

const FIRST_START_MS = 300_000;

/** A console that serves a production build to the browser tests. */
export interface RunningConsole {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/** Serves as `npm start` does, demo and worker included, on a database of its own and a free port. */
export async function startConsole(serverUrl: string, dataDir: string): Promise<RunningConsole> {
  const database = `e2e_${randomBytes(4).toString("hex")}`;
  await administer(serverUrl, `create database ${database}`);
  const databaseUrl = withDatabase(serverUrl, database);
  const email = "admin@foldline.test";
  const password = randomBytes(12).toString("base64url");
  const tsx = pathToFileURL(join(ROOT, "node_modules/tsx/dist/loader.mjs")).href;
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", tsx, join(ROOT, "lib/cli/main.ts"), "start"],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        PORT: "0",
        DATABASE_URL: databaseUrl,
        FOLDLINE_DATA_DIR: dataDir,
        FOLDLINE_ADMIN_EMAIL: email,
        FOLDLINE_ADMIN_PASSWORD: password,
        FOLDLINE_DEMO: "1",
        FOLDLINE_DIST_DIR: ".next-test",
        NEXTAUTH_URL: "",
        NEXTAUTH_SECRET: "",
        NODE_ENV: "production",
      },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await administer(serverUrl, `drop database if exists ${database} with (force)`);
  };
  try {
    return { url: await printedUrl(child.stdout, ended), email, password, databaseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function printedUrl(stdout: NodeJS.ReadableStream | null, ended: Promise<void>): Promise<string> {
  const printed = new Promise<string>((resolve) => {
    let text = "";
    stdout?.on("data", (chunk) => {
      text += chunk;
      const url = /http:\/\/localhost:\d+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
  });
  const never = (message: string) => async () => {
    throw new Error(message);
  };
  const late = new Promise<void>((resolve) => setTimeout(resolve, FIRST_START_MS).unref());
  return Promise.race([
    printed,
    ended.then(never("The console ended before it served; its messages are above.")),
    late.then(never(`The console did not serve within ${FIRST_START_MS / 1000} s.`)),
  ]);
}
