import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { env } from "../env";
import type { SessionClaims } from "./operator-of-session";
import { signIn } from "./sign-in";

declare module "next-auth" {
  interface Session {
    operator: SessionClaims;
  }
  interface User {
    epoch: number;
  }
}

const TWELVE_HOURS = 12 * 60 * 60;

/** How next-auth signs people in: e-mail and password, and a session cookie that holds an id and an epoch only. */
export function authOptions(): AuthOptions {
  const { nextAuthSecret, nextAuthUrl } = env();
  return {
    ...(nextAuthSecret === undefined ? {} : { secret: nextAuthSecret }),
    useSecureCookies: nextAuthUrl?.startsWith("https://") ?? false,
    session: { strategy: "jwt", maxAge: TWELVE_HOURS },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "Password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials) => signIn({ email: credentials?.email ?? "", password: credentials?.password ?? "" }),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, epoch: user.epoch } : token),
      session: ({ session, token }) => ({
        ...session,
        operator: { id: token.sub ?? "", epoch: Number(token["epoch"]) },
      }),
      redirect: ({ url, baseUrl }) => (sameOrigin(url, baseUrl) ? url : baseUrl),
    },
  };
}

function sameOrigin(url: string, baseUrl: string): boolean {
  return URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === new URL(baseUrl).origin;
}
