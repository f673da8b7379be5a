"use client";
import { AsOfControl, type AsOfPoint } from "@/components/as-of/as-of-control";
import { PastTag } from "@/components/as-of/past-tag";
import { SecondBar } from "@/components/layout/page-header";
import classes from "./read-model.module.css";
import { RowForm } from "./row-form";

interface ReadModelBarProps {
  readonly point: AsOfPoint | null;
  readonly onPoint: (point: AsOfPoint | null) => void;
  /** Where its rows can be folded one by one: the key's column. */
  readonly keyColumn: string | null;
  readonly asked: string | null;
  readonly onAsk: (key: string | null) => void;
}

/** As of when the rows are looked at, and which of them by itself. */
export function ReadModelBar({ point, onPoint, keyColumn, asked, onAsk }: ReadModelBarProps) {
  const change = (next: AsOfPoint) => onPoint(next.instant === undefined && next.position === undefined ? null : next);
  return (
    <div className={classes.bar}>
      <SecondBar label="As of">
        <AsOfControl
          // The control keeps the kind that was chosen before a point was: now forgets it.
          key={point === null ? "now" : "past"}
          kinds={["now", "position", "instant"]}
          point={point ?? {}}
          onChange={change}
        />
        {point !== null && <PastTag point={point} onReturn={() => onPoint(null)} />}
        {keyColumn !== null && <RowForm key={asked} keyColumn={keyColumn} asked={asked} onAsk={onAsk} />}
      </SecondBar>
    </div>
  );
}
