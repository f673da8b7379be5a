import type { Command } from "./command";

/** A command and how to load it; nothing of a command is loaded before it is asked for. */
export interface Entry {
  readonly name: string;
  /** Whether the database is to be reachable and migrated before it runs. */
  readonly needsDatabase: boolean;
  /** Whether it stops by itself, in its own order, when the process is told to. */
  readonly stopsItself?: true;
  load(): Promise<Command>;
}

const entries: readonly Entry[] = [
  { name: "start", needsDatabase: false, stopsItself: true, load: () => import("./start") },
  { name: "import", needsDatabase: true, load: () => import("./import") },
  { name: "export", needsDatabase: true, load: () => import("./export") },
  { name: "rebuild", needsDatabase: true, load: () => import("./rebuild") },
  { name: "verify", needsDatabase: true, load: () => import("./verify") },
  { name: "upcasters", needsDatabase: true, load: () => import("./upcasters") },
  { name: "worker", needsDatabase: true, stopsItself: true, load: () => import("./worker") },
  { name: "token", needsDatabase: true, load: () => import("./token") },
  { name: "seed", needsDatabase: true, load: () => import("./seed") },
  { name: "doctor", needsDatabase: false, load: () => import("./doctor") },
];

/** The command of that name, if there is one. */
export function findCommand(name: string): Entry | undefined {
  return entries.find((entry) => entry.name === name);
}

/** What `foldline help` prints. */
export async function helpText(): Promise<string> {
  const lines = await Promise.all(
    entries.map(async ({ name, load }) => `  ${name.padEnd(9)} ${(await load()).summary}\n`),
  );
  return `Foldline: a console for event-sourced systems, with its own engine on Postgres.\n
Usage: npx foldline <command> [options]\n
${lines.join("")}
\`npx foldline <command> --help\` says more. Results go to stdout (--json: as JSON), progress to stderr.\n`;
}
