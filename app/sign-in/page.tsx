import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";
import { requestOperator } from "@/lib/auth/request-operator";
import { sameOriginPath } from "@/lib/auth/same-origin-path";
import { readiness } from "@/lib/queries/jobs/readiness";
import { storeIdentity } from "@/lib/queries/overview/store-identity";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  readonly searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl } = await searchParams;
  const next = sameOriginPath(typeof callbackUrl === "string" ? callbackUrl : "/");
  if ((await requestOperator()) !== null) redirect(next);
  const [store, ready] = await Promise.all([storeIdentity(), readiness()]);
  return (
    <SignInScreen store={store} readiness={ready}>
      <SignInForm next={next} />
    </SignInScreen>
  );
}
