import "server-only";
import { execFileSync, spawnSync } from "node:child_process";
import { EmbeddedPostgresError } from "./errors";

/** The user that Postgres runs as: the ids to switch to, or nothing when this process's own user will do. */
export interface Account {
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

const POSTGRES_USER = "postgres";
// useradd and groupadd are everywhere but on Alpine, whose busybox has adduser and addgroup.
const WAYS_TO_ADD: readonly (readonly [string, ...string[]])[] = [
  ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", POSTGRES_USER],
  ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", POSTGRES_USER],
];

/** An ordinary user runs Postgres as themselves. Postgres refuses to run as root: then it runs as `postgres`. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return { ids: undefined };
  return { ids: lookUp() ?? create() };
}

/** Whether `account` may enter `directory` and everything above it. */
export function canEnter(account: Account, directory: string): boolean {
  const { status } = spawnSync("/bin/sh", ["-c", 'test -x "$1" && cd "$1"', "sh", directory], {
    ...account.ids,
    cwd: "/",
    stdio: "ignore",
  });
  return status === 0;
}

function create(): { uid: number; gid: number } {
  for (const [command, ...args] of WAYS_TO_ADD) {
    spawnSync(command, args, { stdio: "ignore" });
    const ids = lookUp();
    if (ids !== undefined) return ids;
  }
  throw new EmbeddedPostgresError(
    `Postgres refuses to run as root, and no user "${POSTGRES_USER}" could be made for it. Add one ` +
      "(`useradd --system postgres`), run Foldline as an ordinary user, or set DATABASE_URL.",
  );
}

function lookUp(): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, POSTGRES_USER], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    const ids = { uid: id("-u"), gid: id("-g") };
    return ids.uid > 0 ? ids : undefined;
  } catch {
    return undefined;
  }
}
