"use client";
import { useEffect, useRef } from "react";

type Bindings = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/**
 * Single keys of a page (`j`, `/`, `Enter`), ahead of those of the shell. They rest while somebody types, in whatever is
 * open over the page, and with a modifier held. `Enter` and the space bar also rest on whatever they would activate, and
 * the arrows where they have a use of their own.
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

const TYPING = "input, textarea, select, [role=combobox]";
const OVER_THE_PAGE = "[role=dialog], [role=menu], [role=listbox], [role=grid]";
const PRESSED = "a, button, [role=button], [role=tab], [role=option]";
const MOVED = "[role=slider], [role=radio], [role=tab], [role=separator]";

function isTaken({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest(`${TYPING}, ${OVER_THE_PAGE}`) !== null) return true;
  if (document.querySelector("[role=dialog][aria-modal=true]") !== null) return true;
  if (key === "Enter" || key === " ") return target.closest(PRESSED) !== null;
  return key.startsWith("Arrow") && (target.closest(MOVED) !== null || isScrolledBy(target, key));
}

/** A region that has the focus itself has no other way to be scrolled by keys. */
function isScrolledBy(region: HTMLElement, key: string): boolean {
  if (region === document.body) return false;
  const { overflowX, overflowY } = getComputedStyle(region);
  const isSideways = key === "ArrowLeft" || key === "ArrowRight";
  const overflow = isSideways ? overflowX : overflowY;
  const hidden = isSideways ? region.scrollWidth - region.clientWidth : region.scrollHeight - region.clientHeight;
  return hidden > 0 && (overflow === "auto" || overflow === "scroll");
}
