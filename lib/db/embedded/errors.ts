import "server-only";

/** The embedded Postgres cannot be used; the message says what is wrong and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
}
