import { type EmbeddedHold, holdEmbeddedPostgres } from "../db/embedded/hold";
import type { Say } from "./say";

export interface KeptPostgres {
  /** Rejects when the server ended and cannot be started again. */
  readonly failed: Promise<never>;
  /** Lets go of the server, which stops it unless another process uses it. */
  close(): Promise<void>;
}

/** Starts the embedded server again whenever it dies, on the same port, so that the web server and workers find it. */
export function keepPostgresRunning(first: EmbeddedHold, say: Say): KeptPostgres {
  let hold = first;
  let closing = false;
  const failed = watch();
  failed.catch(() => undefined);

  async function watch(): Promise<never> {
    for (;;) {
      await hold.lost;
      if (closing) return new Promise<never>(() => undefined);
      say("the connection broke; looking after the server …");
      const { home } = hold.cluster;
      hold = await holdEmbeddedPostgres(home, { say, port: hold.server.port });
      await hold.claim();
      say(hold.server.found ? "it still runs" : "started again");
    }
  }

  return {
    failed,
    async close() {
      closing = true;
      await hold.release();
    },
  };
}
