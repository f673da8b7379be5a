import "server-only";
import { parseLossless, stringifyLossless } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { requestText } from "./request-text";

/** A JSON response in which every number of a payload has the digits it was stored with. */
export function losslessResponse(body: unknown): Response {
  return new Response(stringifyLossless(body), {
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "private, no-store" },
  });
}

/** The request's body as JSON, numbers with all their digits; an AppError "invalid" when it is none. */
export async function requestLossless(request: Request): Promise<unknown> {
  return parsed(await requestText(request));
}

/** The same, where a request without a body says nothing. */
export async function optionalLossless(request: Request): Promise<unknown> {
  const text = await requestText(request);
  return text === "" ? {} : parsed(text);
}

function parsed(text: string): unknown {
  try {
    return parseLossless(text);
  } catch (cause) {
    throw new AppError("The body is not valid JSON.", { code: "invalid", cause });
  }
}
