import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/auth-options";

interface Context {
  readonly params: Promise<{ nextauth: string[] }>;
}

const handler = (request: Request, context: Context): Promise<Response> => NextAuth(authOptions())(request, context);

export { handler as GET, handler as POST };
