import "server-only";
import { env, setEnvironment } from "../env";
import { checkServer } from "./connect";
import type { EmbeddedHold } from "./embedded/hold";

/** The database, reachable at DATABASE_URL from here on. */
export interface OpenDatabase {
  readonly url: string;
  readonly version: string;
  /** Present when it is the embedded server. */
  readonly embedded: EmbeddedHold | undefined;
  /** Stops the embedded server, unless another process uses it too. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Hears of what takes time or is unusual. */
  say(line: string): void;
}

/** The server at DATABASE_URL, or else the embedded one, found running or started. */
export async function openDatabase({ say }: OpenOptions): Promise<OpenDatabase> {
  const { databaseUrl, dataDir } = env();
  if (databaseUrl !== undefined) {
    const { version } = await checkServer(databaseUrl);
    return { url: databaseUrl, version, embedded: undefined, close: async () => undefined };
  }
  const { holdEmbeddedPostgres } = await import("./embedded/hold");
  const embedded = await holdEmbeddedPostgres(dataDir, { say });
  try {
    const { version } = await checkServer(embedded.url);
    setEnvironment({ DATABASE_URL: embedded.url });
    return { url: embedded.url, version, embedded, close: () => embedded.release() };
  } catch (error) {
    await embedded.release();
    throw error;
  }
}
