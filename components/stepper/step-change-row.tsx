import { IconArrowRight } from "@tabler/icons-react";
import { ShownText } from "@/components/layout/shown-text";
import type { ValueText } from "@/lib/api/stream-history";
import type { StepChange } from "@/lib/api/stream-steps";
import { visibleText } from "@/lib/format/visible-text";
import classes from "./stepper.module.css";

const SIGNS = { added: "+", removed: "−", changed: "~", moved: "→" } as const;

/** One thing that an event changed: where, from what, to what. */
export function StepChangeRow({ change }: { readonly change: StepChange }) {
  const { kind, path, from, before, after } = change;
  return (
    <li className={classes.row} data-kind={kind}>
      <span className={`mono ${classes.sign}`} role="img" aria-label={kind}>
        {SIGNS[kind]}
      </span>
      <span className={`mono ${classes.path}`} title={visibleText(path)}>
        {path === "" ? "state" : <ShownText text={path} />}
      </span>
      <span className={`mono ${classes.values}`}>
        {kind === "moved" ? (
          <span className={classes.moved}>
            from <ShownText text={from ?? ""} />
          </span>
        ) : (
          <>
            {before !== null && <Value value={before} side="before" />}
            {before !== null && after !== null && <IconArrowRight size={12} aria-label="became" />}
            {after !== null && <Value value={after} side="after" />}
          </>
        )}
      </span>
    </li>
  );
}

function Value({ value, side }: { readonly value: ValueText; readonly side: "before" | "after" }) {
  return (
    <span className={classes.value} data-side={side} title={visibleText(value.text)}>
      <ShownText text={value.text} />
      {value.cut && "…"}
    </span>
  );
}
