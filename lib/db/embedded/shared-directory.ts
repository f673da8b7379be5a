import "server-only";
import { accessSync, chmodSync, constants, mkdirSync } from "node:fs";
import { EmbeddedPostgresError } from "./errors";

const CANDIDATES = ["/var/lib/foldline", "/var/tmp/foldline-0"];

/** A directory of root's that every user can enter: for what the Postgres user cannot reach in the project. */
export function sharedDirectory(): string {
  for (const directory of CANDIDATES) {
    try {
      mkdirSync(directory, { recursive: true, mode: 0o755 });
      chmodSync(directory, 0o755);
      accessSync(directory, constants.W_OK);
      return directory;
    } catch {
      // A read-only /var/lib, as in some containers; the next one may do.
    }
  }
  throw new EmbeddedPostgresError(
    `The Postgres user cannot reach this project, and none of ${CANDIDATES.join(", ")} can be written. ` +
      "Set FOLDLINE_DATA_DIR to a directory that every user can enter, or DATABASE_URL.",
  );
}
