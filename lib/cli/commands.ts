import type { Command } from "./command";

/** A command and how to load it; nothing of a command is loaded before it is asked for. */
export interface Entry {
  readonly name: string;
  /** Whether the database is to be reachable and migrated before it runs. */
  readonly database: boolean;
  load(): Promise<Command>;
}

const entries: readonly Entry[] = [
  { name: "start", database: false, load: () => import("./start") },
  { name: "import", database: true, load: () => import("./import") },
  { name: "export", database: true, load: () => import("./export") },
  { name: "rebuild", database: true, load: () => import("./rebuild") },
  { name: "worker", database: true, load: () => import("./worker") },
  { name: "token", database: true, load: () => import("./token") },
  { name: "seed", database: true, load: () => import("./seed") },
  { name: "doctor", database: false, load: () => import("./doctor") },
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
