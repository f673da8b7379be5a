import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { TimeZoneProvider } from "@/components/layout/time-zone";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { SignInScreen } from "@/components/sign-in/sign-in-screen";
import { requestOperator } from "@/lib/auth/request-operator";
import { sameOriginPath } from "@/lib/auth/same-origin-path";
import { parseTimeZone, TIME_ZONE_COOKIE } from "@/lib/format/time-zone";
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
  const [store, ready, jar] = await Promise.all([storeIdentity(), readiness(), cookies()]);
  return (
    <TimeZoneProvider chosen={parseTimeZone(jar.get(TIME_ZONE_COOKIE)?.value)}>
      <SignInScreen store={store} readiness={ready}>
        <SignInForm next={next} />
      </SignInScreen>
    </TimeZoneProvider>
  );
}
