"use client";
import { useEffect, useRef } from "react";

type Bindings = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Single keys of a page (`j`, `/`, `Enter`), ahead of those of the shell. They rest while somebody types, while a
 * dialog is open, and with a modifier held. `Enter` and the space bar also rest on whatever they would activate.
 */
export function useKeys(bindings: Bindings): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = latest.current[event.key];
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTaken(event)) return;
      event.preventDefault();
      event.stopPropagation();
      act(event);
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, []);
}

function isTaken({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("input, textarea, select, [role=combobox]") !== null) return true;
  if (document.querySelector("[role=dialog][aria-modal=true]") !== null) return true;
  if (key === "Enter" || key === " ")
    return target.closest("a, button, [role=button], [role=tab], [role=option]") !== null;
  return (
    key.startsWith("Arrow") && target.closest("[role=slider], [role=radio], [role=tab], [role=separator]") !== null
  );
}
