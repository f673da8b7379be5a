"use client";
import { Popover, UnstyledButton } from "@mantine/core";
import type { ShapePath } from "@/lib/api/event-type-shape";
import { formatCount } from "@/lib/format/number";
import { presenceWords } from "./presence";
import classes from "./shape-table.module.css";

interface ValuesButtonProps {
  readonly path: string;
  readonly values: NonNullable<ShapePath["values"]>;
  readonly seen: number;
  readonly words: string;
}

/** How many different values there are; all of them with their counts on request. */
export function ValuesButton({ path, values, seen, words }: ValuesButtonProps) {
  return (
    <Popover position="bottom-end" shadow="md" width={320} trapFocus>
      <Popover.Target>
        <UnstyledButton className={classes.values} aria-label={`${words} of ${path}`}>
          {words}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Values of ${path}`} p={0}>
        <ul className={classes.valueList}>
          {values.map(({ json, count }) => (
            <li key={json}>
              <span className="mono" title={json}>
                {json}
              </span>
              <span>{formatCount(count)}</span>
              <span className="hint">{presenceWords(count / seen)}</span>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
