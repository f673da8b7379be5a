"use client";
import { useCallback, useLayoutEffect, useRef } from "react";

/** A function that stays the same and does what the latest one does: rows that hold it need not be drawn again. */
export function useLatest<Arguments extends readonly unknown[]>(work: (...given: Arguments) => void) {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
