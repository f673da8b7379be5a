import "server-only";
import { AppError } from "../errors";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a write that a browser sends from another site. A request with a bearer token is never a browser's own
 * doing, and one without `Origin` and `Sec-Fetch-Site` comes from no browser, so it carries no ambient cookie.
 */
export function refuseCrossSiteWrite(request: Request): void {
  if (SAFE_METHODS.has(request.method) || request.headers.has("authorization")) return;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") refuse();
  const origin = request.headers.get("origin");
  if (origin === null) return;
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  if (!URL.canParse(origin) || new URL(origin).host !== host) refuse();
}

function refuse(): never {
  throw new AppError("This write came from another site. Send it from the console, or with a bearer token.", {
    code: "forbidden",
  });
}
