"use client";
import { Drawer, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { UPCASTER_FUNCTIONS } from "@/components/code-editor/cel-functions";
import type { CelName } from "@/components/code-editor/cel-names";
import { useInsertTarget } from "@/components/code-editor/insert-target";
import { formatPercent } from "@/lib/format/number";
import classes from "./cel-reference.module.css";

interface CelReferenceProps {
  readonly opened: boolean;
  readonly names: readonly CelName[];
  readonly onClose: () => void;
}

const EXAMPLES = [
  { text: "round(data.amount * 100)", says: "an amount in cents" },
  { text: 'has(data.currency) ? data.currency : "EUR"', says: "a default where a field is missing" },
  { text: 'data.firstName + " " + data.lastName', says: "two texts as one" },
  { text: "data.lines.map(l, l.price * l.quantity)", says: "a list of results" },
  { text: 'data.code.startsWith("X") || size(data.code) > 8', says: "a condition" },
  { text: "timestamp(data.paidAt).getFullYear()", says: "the year of a time" },
] as const;

/** What expressions can name and call, with examples; a click puts it where the caret stood last. */
export function CelReference({ opened, names, onClose }: CelReferenceProps) {
  const [filter, setFilter] = useState("");
  const { insert } = useInsertTarget();
  const wanted = filter.trim().toLowerCase();
  const matches = (...texts: readonly string[]) => texts.join(" ").toLowerCase().includes(wanted);
  const entry = (shown: string, says: ReactNode, inserts = shown, caret = inserts.length) => (
    <li key={shown}>
      <button
        type="button"
        className={classes.entry}
        onClick={() => {
          onClose();
          // The drawer gives the focus back first.
          setTimeout(() => insert(inserts, caret), 150);
        }}
      >
        <code>{shown}</code>
        <span className="hint">{says}</span>
      </button>
    </li>
  );
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={400} title="CEL reference">
      <p className="secondary">
        Expressions are CEL: they compute a value from the event and can do nothing else. Numbers of the data are
        doubles; <code>5 / 2</code> is 2, <code>data.n / 2</code> is not cut off.
      </p>
      <TextInput
        className={classes.filter ?? ""}
        aria-label="Filter the reference"
        placeholder="Filter"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <Group title="Fields, as the first operation finds them">
        {names
          .filter(({ name, kind }) => matches(name, kind))
          .map(({ name, kind, presence }) =>
            entry(name, presence === null || presence === 1 ? kind : `${kind}, in ${formatPercent(presence, 2)}`),
          )}
      </Group>
      <Group title="Examples">
        {EXAMPLES.filter(({ text, says }) => matches(text, says)).map(({ text, says }) => entry(text, says))}
      </Group>
      {UPCASTER_FUNCTIONS.map(({ title, functions }) => (
        <Group key={title} title={title}>
          {functions
            .filter(({ shown, says }) => matches(shown, says))
            .map(({ shown, says, inserts, caret }) => entry(shown, says, inserts, caret))}
        </Group>
      ))}
    </Drawer>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section className={classes.group}>
      <h3 className={classes.title}>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}
