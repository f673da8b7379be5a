import { z } from "zod";

const ProblemSchema = z.object({
  title: z.string(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});

/** The server refused or failed; `message` is its sentence, fit to be shown. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly requestId: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(message: string, options: { status: number; requestId?: string; details?: Record<string, unknown> }) {
    super(message);
    this.status = options.status;
    this.requestId = options.requestId;
    this.details = options.details;
  }
}

/** Fetches JSON from our own API and parses it; an ApiError with the problem's sentence when it says no. */
export async function fetchJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  init: RequestInit = {},
): Promise<z.output<Schema>> {
  const response = await reach(path, init);
  if (!response.ok) throw await problemOf(response);
  return schema.parse(await response.json());
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, headers: { accept: "application/json", ...init.headers } });
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") throw error;
    throw new ApiError("Foldline's server cannot be reached.", { status: 503 });
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  const parsed = ProblemSchema.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return new ApiError(`The server answered with ${response.status}.`, { status: response.status });
  const { title, detail, requestId, details } = parsed.data;
  return new ApiError(detail ?? title, {
    status: response.status,
    ...(requestId === undefined ? {} : { requestId }),
    ...(details === undefined ? {} : { details }),
  });
}
