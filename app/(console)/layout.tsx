import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Shell } from "@/components/layout/shell";
import { requestOperator } from "@/lib/auth/request-operator";
import { parseTimeZone, TIME_ZONE_COOKIE } from "@/lib/format/time-zone";
import { pulse } from "@/lib/queries/overview/pulse";
import { storeIdentity } from "@/lib/queries/overview/store-identity";

export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const operator = await requestOperator();
  if (operator === null) {
    const path = (await headers()).get("x-foldline-path") ?? "/";
    redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  }
  const [store, figures, jar] = await Promise.all([storeIdentity(), pulse(), cookies()]);
  const timeZone = parseTimeZone(jar.get(TIME_ZONE_COOKIE)?.value);
  return (
    <Shell operator={operator} store={store} pulse={figures} timeZone={timeZone} now={Date.now()}>
      {children}
    </Shell>
  );
}
