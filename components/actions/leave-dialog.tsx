"use client";
import { Button } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useState } from "react";
import classes from "./action-dialog.module.css";
import { DialogFrame } from "./dialog-frame";

/** Asks before a draft with unsaved changes is left by a link of the console; by a reload or closing, the browser asks. */
export function LeaveDialog({ unsaved }: { readonly unsaved: boolean }) {
  const router = useRouter();
  const [href, setHref] = useState<string | null>(null);
  const stay = () => setHref(null);
  useWindowEvent("beforeunload", (event) => {
    if (unsaved) event.preventDefault();
  });
  // Before the router hears of the click.
  useWindowEvent(
    "click",
    (event) => {
      const leadsTo = unsaved ? pathOf(event) : null;
      if (leadsTo === null) return;
      event.preventDefault();
      event.stopPropagation();
      setHref(leadsTo);
    },
    { capture: true },
  );
  return (
    <DialogFrame opened={href !== null} onClose={stay} title="Leave without saving">
      <div className={classes.body}>
        <p>The draft has changes that are not saved. Once this page is left, they are gone.</p>
      </div>
      <div className={classes.foot}>
        <span />
        <Button onClick={stay} data-autofocus>
          Stay here
        </Button>
        <Button
          variant="filled"
          color="danger"
          onClick={() => {
            stay();
            if (href !== null) router.push(href);
          }}
        >
          Leave without saving
        </Button>
      </div>
    </DialogFrame>
  );
}

/** Where a click leads to within the console and this window; `null`: nowhere, or the browser asks by itself. */
function pathOf(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  if (link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = link;
  const here = window.location;
  if (origin !== here.origin || (hash !== "" && pathname === here.pathname && search === here.search)) return null;
  return `${pathname}${search}${hash}`;
}
