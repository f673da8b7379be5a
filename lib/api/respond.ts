import "server-only";
import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import { ZodError } from "zod";
import { AppError, type AppErrorCode } from "../errors";
import { unstorableInput } from "../unstorable-input";
import { requestText } from "./request-text";
import { refuseCrossSiteWrite } from "./same-origin";

const STATUS: Record<AppErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "too-large": 413,
  unprocessable: 422,
  unavailable: 503,
};

const TITLE: Record<AppErrorCode, string> = {
  invalid: "The request is not valid",
  unauthenticated: "Sign in, or send a bearer token",
  forbidden: "Your role does not allow this",
  "not-found": "Not found",
  conflict: "Conflict",
  "too-large": "Too large",
  unprocessable: "An event does not fit its JSON Schema",
  unavailable: "Not available now",
};

type Handler<Context> = (request: Request, context: Context) => Promise<unknown>;

/**
 * A route handler that answers with what `work` returns as JSON (bigint as string), or passes on the Response
 * it returns; an AppError or a refused input becomes problem details (RFC 9457), anything else a logged 500.
 */
export function handle<Context = unknown>(
  work: Handler<Context>,
): (request: Request, context: Context) => Promise<Response> {
  return async (request, context) => {
    try {
      refuseCrossSiteWrite(request);
      const result = await work(request, context);
      if (result instanceof Response) return result;
      return result === undefined ? new Response(null, { status: 204 }) : jsonResponse(result);
    } catch (error) {
      unstable_rethrow(error);
      return problem(request, error);
    }
  };
}

/** A JSON response that no cache keeps; a bigint is written as a string. */
export function jsonResponse(body: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) headers.set("content-type", "application/json; charset=utf-8");
  headers.set("cache-control", "private, no-store");
  return new Response(stringifyBigints(body), { ...init, headers });
}

/** The request's body as JSON; an AppError "invalid" when it is none. */
export async function requestJson(request: Request): Promise<unknown> {
  return parseJson(await requestText(request));
}

/** The same, where a request without a body says nothing. */
export async function optionalJson(request: Request): Promise<unknown> {
  const text = await requestText(request);
  return text === "" ? {} : parseJson(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("The body is not valid JSON.", { code: "invalid", cause });
  }
}

function stringifyBigints(body: unknown): string {
  return JSON.stringify(body, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

function problem(request: Request, error: unknown): Response {
  const requestId = randomUUID();
  const { code, detail, ...rest } = explain(error, requestId, request);
  const status = code === "internal" ? 500 : STATUS[code];
  const title = code === "internal" ? "Foldline failed to answer" : TITLE[code];
  const instance = new URL(request.url).pathname;
  return jsonResponse(
    { type: `urn:foldline:problem:${code}`, title, status, detail, instance, requestId, ...rest },
    {
      status,
      headers: {
        "content-type": "application/problem+json; charset=utf-8",
        ...(code === "unauthenticated" ? { "www-authenticate": 'Bearer realm="foldline"' } : {}),
      },
    },
  );
}

interface Description {
  readonly code: AppErrorCode | "internal";
  readonly detail: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

function explain(thrown: unknown, requestId: string, request: Request): Description {
  const error = unstorableInput(thrown) ?? thrown;
  if (error instanceof AppError) {
    return {
      code: error.code,
      detail: error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
    };
  }
  if (error instanceof ZodError) {
    const errors = error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    return { code: "invalid", detail: errors.map((entry) => `${entry.path}: ${entry.message}`).join("; "), errors };
  }
  console.error(`request ${requestId} ${request.method} ${request.url}`, error);
  return { code: "internal", detail: `The log has the cause under request ${requestId}.` };
}
