"use client";
import { Button, Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { formatCount } from "@/lib/format/number";
import classes from "./dead-letters.module.css";

export interface FacetChoice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly count?: number;
}

interface FacetMenuProps<Value extends string> {
  readonly name: string;
  readonly value: Value | null;
  /** What it says, and offers, when nothing is chosen: "any". */
  readonly none: string;
  readonly choices: readonly FacetChoice<Value>[];
  readonly onChange: (value: Value | null) => void;
}

/** One filter of the bar: what holds now, and what else could, each with its count. */
export function FacetMenu<Value extends string>({ name, value, none, choices, onChange }: FacetMenuProps<Value>) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          className={classes.facet ?? ""}
          data-chosen={value !== null || undefined}
          rightSection={<IconChevronDown size={14} aria-hidden="true" />}
        >
          <span className={classes.facetName}>{name}</span> <b>{chosen?.label ?? value ?? none}</b>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.facetMenu ?? ""}>
        <Choice chosen={value === null} label={none} onClick={() => onChange(null)} />
        {choices.map((choice) => (
          <Choice
            key={choice.value}
            chosen={choice.value === value}
            label={choice.label}
            count={choice.count}
            onClick={() => onChange(choice.value)}
          />
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoiceProps {
  readonly chosen: boolean;
  readonly label: ReactNode;
  readonly count?: number | undefined;
  readonly onClick: () => void;
}

function Choice({ chosen, label, count, onClick }: ChoiceProps) {
  return (
    <Menu.Item
      onClick={onClick}
      leftSection={chosen ? <IconCheck size={14} aria-label="chosen" /> : <span className={classes.noCheck} />}
      rightSection={count === undefined ? undefined : <span className="secondary">{formatCount(count)}</span>}
    >
      {label}
    </Menu.Item>
  );
}
