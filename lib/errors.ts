/** What an AppError means to whoever called; `app/api` turns it into an HTTP status, an action into words. */
export type AppErrorCode =
  | "not-found"
  | "conflict"
  | "invalid"
  | "too-large"
  | "unprocessable"
  | "forbidden"
  | "unauthenticated"
  | "unavailable";

const APP_ERROR_DIGEST = "foldline;";

/** A failure with a sentence that may be shown to the person who caused it. Anything else thrown is a bug. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: AppErrorCode;
  /** Machine-readable facts, such as the actual version of a conflict; must be JSON. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
  /** Next hides the messages of a page's errors from browsers, but hands on a digest that is there already. */
  readonly digest: string;

  constructor(
    message: string,
    options: { code: AppErrorCode; details?: Readonly<Record<string, unknown>>; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.details = options.details;
    this.digest = `${APP_ERROR_DIGEST}${options.code};${message}`;
  }
}

/** The code and the sentence of an AppError that reached the browser as a digest; null for any other error. */
export function parseAppErrorDigest(digest: string | undefined): { code: string; message: string } | null {
  if (digest === undefined || !digest.startsWith(APP_ERROR_DIGEST)) return null;
  const [code = "", ...message] = digest.slice(APP_ERROR_DIGEST.length).split(";");
  return { code, message: message.join(";") };
}
