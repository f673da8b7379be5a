"use client";
import { Kbd, Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { isTyping } from "./list-keys";
import { ALL_PAGES } from "./navigation-items";
import classes from "./shortcuts.module.css";

const SEQUENCE_MS = 1200;

const GENERAL = [
  { keys: ["Ctrl", "K"], words: "Find pages, streams, projections, event types" },
  { keys: ["/"], words: "Find, or search in a list" },
  { keys: ["J"], words: "Next row" },
  { keys: ["K"], words: "Previous row" },
  { keys: ["Enter"], words: "Open the row" },
  { keys: ["Ctrl", "Enter"], words: "Confirm a dialog" },
  { keys: ["Esc"], words: "Close what is open" },
  { keys: ["?"], words: "This list" },
] as const;

/** `g` and a letter go to a page; `?` lists all shortcuts. */
export function Shortcuts() {
  const router = useRouter();
  const [listed, setListed] = useState(false);
  const pressedG = useRef(0);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const page = ALL_PAGES.find((candidate) => candidate.key === event.key);
      if (event.key === "?") setListed(true);
      else if (event.key === "g") pressedG.current = event.timeStamp;
      else if (page !== undefined && event.timeStamp - pressedG.current < SEQUENCE_MS) {
        pressedG.current = 0;
        event.preventDefault();
        event.stopImmediatePropagation();
        router.push(page.href);
      }
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [router]);
  return (
    <Modal opened={listed} onClose={() => setListed(false)} title="Shortcuts" size={600}>
      <div className={classes.columns}>
        <dl>
          {GENERAL.map(({ keys, words }) => (
            <Shortcut key={words} keys={keys} words={words} />
          ))}
        </dl>
        <dl>
          {ALL_PAGES.map((page) => (
            <Shortcut key={page.href} keys={["G", page.key.toUpperCase()]} words={page.label} />
          ))}
        </dl>
      </div>
    </Modal>
  );
}

function Shortcut({ keys, words }: { readonly keys: readonly string[]; readonly words: string }) {
  return (
    <div className={classes.shortcut}>
      <dt>
        {keys.map((key) => (
          <Kbd key={key} size="xs">
            {key}
          </Kbd>
        ))}
      </dt>
      <dd>{words}</dd>
    </div>
  );
}
