import "server-only";
import pg from "pg";
import { refusal, type ServerFacts, serverFacts, UnsuitableServerError } from "./requirements";

/** Connects to a database that the user named, or says in one line why that does not work. */
export async function checkServer(url: string): Promise<ServerFacts> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "foldline",
    connectionTimeoutMillis: 15_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect().catch((error: unknown) => {
      throw new UnsuitableServerError(whyNotConnected(error, url), { cause: error });
    });
    const facts = await serverFacts(client);
    const reason = refusal(facts);
    if (reason !== undefined) throw new UnsuitableServerError(`${reason} (DATABASE_URL: ${withoutPassword(url)})`);
    return facts;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The address as it may be printed. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password !== "") shown.password = "***";
  return shown.toString();
}

function whyNotConnected(error: unknown, url: string): string {
  const at = withoutPassword(url);
  const code = codeOf(error);
  const message = error instanceof Error && error.message !== "" ? error.message : code;
  switch (code) {
    case "ECONNREFUSED":
      return `No server answers at ${at}. Start it, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of ${at} is not known. Correct DATABASE_URL.`;
    case "28P01":
    case "28000":
      return `The server refuses the user or password of ${at}: ${message}.`;
    case "3D000":
      return `The server at ${at} has no such database. Create it: createdb ${new URL(url).pathname.slice(1)}`;
    case "53300":
      return `The server at ${at} has no connection left: ${message}.`;
    default:
      return `There is no connection to ${at}: ${message}.`;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
