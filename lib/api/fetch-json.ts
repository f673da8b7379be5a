import type { z } from "zod";

/** A request to /api/v1 was refused or not answered; `message` can be shown. `status` 0: no answer at all. */
export class RequestFailedError extends Error {
  override readonly name = "RequestFailedError";
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(message: string, options: { status: number; requestId?: string | undefined; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.status = options.status;
    this.requestId = options.requestId;
  }
}

/**
 * GETs `url`, or POSTs `body` to it, and parses the answer with `schema`; problem details become a
 * RequestFailedError with their sentence.
 */
export async function fetchJson<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  signal?: AbortSignal,
  body?: unknown,
): Promise<z.output<Schema>> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestFailedError("Foldline does not answer. Is the server still running?", { status: 0, cause });
  }
  if (response.ok) return schema.parse(await response.json());
  const problem = (await response.json().catch(() => null)) as { detail?: string; requestId?: string } | null;
  throw new RequestFailedError(problem?.detail ?? `The server answered ${response.status}.`, {
    status: response.status,
    requestId: problem?.requestId,
  });
}
