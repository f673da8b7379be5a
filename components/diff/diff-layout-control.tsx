"use client";
import { SegmentedControl } from "@mantine/core";
import type { DiffLayout, DiffLookState } from "./diff-choices";

/** Both states beside each other, or old and new in one column. */
export function DiffLayoutControl({ look, setLook }: DiffLookState) {
  return (
    <SegmentedControl
      aria-label="Show the difference"
      value={look.layout}
      onChange={(layout) => setLook({ layout: layout as DiffLayout })}
      data={[
        { value: "inline", label: "Inline" },
        { value: "side", label: "Side by side" },
      ]}
    />
  );
}
