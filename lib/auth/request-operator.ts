import "server-only";
import { headers } from "next/headers";
import { getServerSession } from "next-auth";
import { authOptions } from "./auth-options";
import type { Operator } from "./operator";
import { operatorOfSession } from "./operator-of-session";
import { operatorOfToken } from "./operator-of-token";

/** The operator behind the request being served; a bearer token counts alone, even beside a session cookie. */
export async function requestOperator(): Promise<Operator | null> {
  const authorization = (await headers()).get("authorization");
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return token === undefined ? null : operatorOfToken(token);
  }
  const session = await getServerSession(authOptions());
  return session === null ? null : operatorOfSession(session.operator);
}
