"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { TIME_ZONE_COOKIE } from "@/lib/format/time-zone";

const TimeZone = createContext("UTC");

/** The time zone in which every instant is written; the browser's own until another is chosen. */
export function TimeZoneProvider({
  chosen,
  children,
}: {
  readonly chosen: string | null;
  readonly children: ReactNode;
}) {
  const router = useRouter();
  // Only the browser knows its zone: on the first visit it is told to the server, which then writes times in it.
  useEffect(() => {
    if (chosen !== null) return;
    rememberTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    router.refresh();
  }, [chosen, router]);
  return <TimeZone.Provider value={chosen ?? "UTC"}>{children}</TimeZone.Provider>;
}

/** The time zone of this operator, an IANA name. */
export function useTimeZone(): string {
  return useContext(TimeZone);
}

/** Keeps a choice for a year; `router.refresh()` makes the page follow it. */
export function rememberTimeZone(name: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140 and Safari before 18.4.
  document.cookie = `${TIME_ZONE_COOKIE}=${encodeURIComponent(name)}; path=/; max-age=31536000; samesite=lax`;
}
