"use client";
import { useRef } from "react";

/** A value as it last was when it was settled; one that never was, as it comes. */
export function useLastSettled<Value>(value: Value, isSettled: boolean): Value {
  const last = useRef<{ readonly value: Value } | null>(null);
  if (isSettled) last.current = { value };
  return last.current?.value ?? value;
}
