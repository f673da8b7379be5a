import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** A new API token; the prefix lets secret scanners recognise one. Only its hash is kept. */
export function generateApiToken(): string {
  return `foldline_${randomBytes(32).toString("base64url")}`;
}

/** The SHA-256 under which a token is kept; a token is random enough that it needs no salt. */
export function hashApiToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
