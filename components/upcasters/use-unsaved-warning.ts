"use client";
import { useWindowEvent } from "@mantine/hooks";

const WORDS = "The draft has changes that are not saved. Leave without them?";

/** Asks before a page with unsaved changes is left: by reload or closing, and by a link within the console. */
export function useUnsavedWarning(unsaved: boolean): void {
  useWindowEvent("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  // Before the router hears of the click.
  useWindowEvent(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!unsaved || link === null || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (link.getAttribute("target") === "_blank" || window.confirm(WORDS)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}
