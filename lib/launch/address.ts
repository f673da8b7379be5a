import { createServer } from "node:net";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Where the console listens, and the URL that people open. */
export interface Address {
  readonly port: number;
  /** Undefined: on every interface. */
  readonly host: string | undefined;
  readonly url: string;
}

/** Loopback only, until NEXTAUTH_URL says that others reach the console under a name of its own. */
export async function chooseAddress(port: number, nextAuthUrl: string | undefined): Promise<Address> {
  const isPublic = nextAuthUrl !== undefined && !LOOPBACK.includes(new URL(nextAuthUrl).hostname);
  const host = isPublic ? undefined : "127.0.0.1";
  const free = await listenOnce(port, host);
  return { port: free, host, url: nextAuthUrl ?? `http://localhost:${free}` };
}

function listenOnce(port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(new Error(explain(error, port), { cause: error })));
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}

function explain(error: Error, port: number): string {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return `Port ${port} is in use by another program. Choose another: PORT=${port + 1} npm start`;
  if (code === "EACCES") return `Port ${port} may not be used by this user. Choose one above 1023: PORT=3000 npm start`;
  return `Port ${port} cannot be used: ${error.message}`;
}
