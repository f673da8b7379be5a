"use client";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";

const ServerNow = createContext(0);
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Gives the first paint in the browser the server's time, so that both draw the same text. */
export function ClockProvider({ now, children }: { readonly now: number; readonly children: ReactNode }) {
  return <ServerNow.Provider value={now}>{children}</ServerNow.Provider>;
}

/** What `read` makes of the time, once a second; the component draws again only when the answer changed. */
export function useClock<Value extends string | number>(read: (now: Date) => Value): Value {
  const serverNow = useContext(ServerNow);
  return useSyncExternalStore(
    subscribe,
    () => read(currentSecond()),
    () => read(new Date(serverNow)),
  );
}

function currentSecond(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const notify of listeners) notify();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
