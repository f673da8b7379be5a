import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Secrets = z.object({ nextAuthSecret: z.string().min(32) });

/** The secret that signs sessions, made once and kept in the data directory for its owner's eyes only. */
export function keptNextAuthSecret(dataDir: string): string {
  const file = join(dataDir, "secrets.json");
  try {
    return Secrets.parse(JSON.parse(readFileSync(file, "utf8"))).nextAuthSecret;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw unreadable(file, error);
  }
  const secrets = { nextAuthSecret: randomBytes(32).toString("base64url") };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets.nextAuthSecret;
}

function unreadable(file: string, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Error(`${file} cannot be used: ${why}. Removing it ends every session and makes a new one.`, { cause });
}
