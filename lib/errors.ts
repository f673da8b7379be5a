/** What an AppError means to whoever called; `app/api` turns it into an HTTP status, an action into words. */
export type AppErrorCode = "not-found" | "conflict" | "invalid" | "forbidden" | "unauthenticated" | "unavailable";

/** A failure with a sentence that may be shown to the person who caused it. Anything else thrown is a bug. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: AppErrorCode;
  /** Machine-readable facts, such as the actual version of a conflict; must be JSON. */
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(
    message: string,
    options: { code: AppErrorCode; details?: Readonly<Record<string, unknown>>; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.details = options.details;
  }
}
