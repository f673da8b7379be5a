"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { KeyHints } from "@/components/lists/key-hints";
import { useKeys } from "@/components/lists/use-keys";
import type { DeadLetter, DeadLetterGroup } from "@/lib/api/dead-letters";
import type { DeadLetterListFilter } from "@/lib/api/dead-letters-queries";
import type { Role } from "@/lib/auth/role";
import { DeadLetterRow } from "./dead-letter-row";
import classes from "./dead-letters.module.css";
import { GroupHead } from "./group-head";
import { listItems } from "./list-items";

interface DeadLetterListProps {
  readonly letters: readonly DeadLetter[];
  readonly groups: readonly DeadLetterGroup[];
  readonly grouping: DeadLetterListFilter["group"];
  readonly search: string;
  readonly role: Role;
  readonly chosenId: string | null;
  readonly selected: ReadonlySet<string>;
  readonly onChoose: (letter: DeadLetter) => void;
  readonly onSelect: (ids: readonly string[]) => void;
  readonly onRetry: (group: DeadLetterGroup | null) => void;
  readonly onEnd: () => void;
}

const HEAD_HEIGHT = 52;
const ROW_HEIGHT = 50;

/** The dead letters in their groups; `j` and `k` move, `x` selects, `r` retries. */
export function DeadLetterList(props: DeadLetterListProps) {
  const { letters, groups, grouping, search, role, chosenId, selected, onChoose, onSelect, onRetry, onEnd } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const items = useMemo(() => listItems(letters, groups), [letters, groups]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === "head" ? HEAD_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 10,
    initialRect: { width: 400, height: 800 },
  });
  const chosenIndex = items.findIndex((item) => item.kind === "letter" && item.letter.id === chosenId);
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  // In flow, so that rows of another height than expected never lie over each other.
  const above = rows[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0);
  useEffect(() => {
    if (last >= items.length - 20) onEnd();
  });

  const move = (step: 1 | -1) => {
    for (let index = chosenIndex + step; index >= 0 && index < items.length; index += step) {
      const item = items[index];
      if (item?.kind !== "letter") continue;
      onChoose(item.letter);
      virtualizer.scrollToIndex(index);
      return;
    }
  };
  const chosen = items[chosenIndex];
  const down = () => move(1);
  const up = () => move(-1);
  useKeys({
    j: down,
    k: up,
    ArrowDown: down,
    ArrowUp: up,
    x: () => chosen?.kind === "letter" && chosen.letter.status === "parked" && onSelect([chosen.letter.id]),
    r: () => onRetry(null),
  });

  return (
    <>
      <div ref={scroller} className={classes.scroller}>
        <ul className={classes.list} style={{ paddingTop: above, paddingBottom: below }} aria-label="Dead letters">
          {rows.map((row) => {
            const item = items[row.index];
            if (item === undefined) return null;
            return (
              <li key={item.key} ref={virtualizer.measureElement} data-index={row.index}>
                {item.kind === "head" ? (
                  <GroupHead group={item.group} grouping={grouping} role={role} onRetry={() => onRetry(item.group)} />
                ) : (
                  <DeadLetterRow
                    letter={item.letter}
                    grouping={grouping}
                    search={search}
                    chosen={item.letter.id === chosenId}
                    selected={selected.has(item.letter.id)}
                    onChoose={() => onChoose(item.letter)}
                    onSelect={() => onSelect([item.letter.id])}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </div>
      <footer className={classes.foot}>
        <KeyHints
          hints={[
            ["J K", "move"],
            ["X", "select"],
            ["R", "retry"],
          ]}
        />
      </footer>
    </>
  );
}
