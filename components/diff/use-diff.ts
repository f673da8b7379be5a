"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { DiffChoices } from "@/lib/format/diff/diff-rows";
import type { ComparedDiff, RowRange, ShownDiff } from "@/lib/format/diff/diff-session";
import type { DiffRowView } from "@/lib/format/diff/row-view";
import { type DiffEngine, openDiffEngine } from "./diff-engine";

const PAGE = 100;

interface Pair {
  readonly before: string;
  readonly after: string;
}

interface Shown extends Omit<ShownDiff, "rows" | "from"> {
  /** The texts that the rows are of. */
  readonly of: Pair;
  readonly rows: ReadonlyMap<number, DiffRowView>;
}

interface Compared extends ComparedDiff {
  readonly number: number;
}

/**
 * The difference of two JSON texts, as rows that are read when they come into sight. A newer pair of texts ends the work
 * on an older one; until it is done, the rows of the older one stay, and are `stale`.
 */
export function useDiff(before: string, after: string, choices: DiffChoices, toggled: readonly string[]) {
  const engine = useRef<DiffEngine | null>(null);
  const range = useRef<RowRange>({ from: 0, to: PAGE });
  const asked = useRef(new Set<number>());
  const sent = useRef<Pair>({ before, after });
  const [compared, setCompared] = useState<Compared | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt compares the same texts again.
  useEffect(() => {
    let wanted = true;
    if (engine.current?.isFree() === false) {
      engine.current.close();
      engine.current = null;
    }
    engine.current ??= openDiffEngine();
    setError(null);
    sent.current = { before, after };
    engine.current
      .ask({ call: "compare", before, after })
      .then((made) => wanted && made !== null && setCompared((last) => ({ ...made, number: (last?.number ?? 0) + 1 })))
      .catch((problem: Error) => wanted && setError(problem));
    return () => {
      wanted = false;
    };
  }, [before, after, attempt]);
  useEffect(
    () => () => {
      engine.current?.close();
      engine.current = null;
    },
    [],
  );

  const key = JSON.stringify([choices, toggled]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for choices and toggled, which are new objects every time.
  useEffect(() => {
    let wanted = compared !== null;
    if (compared === null) return;
    // The engine works one request after the other: its rows are of the pair that was sent last.
    const of = sent.current;
    engine.current
      ?.ask({ call: "show", choices, toggled, range: range.current })
      .then((answer) => {
        if (!wanted || answer === null) return;
        const { rows, from, ...facts } = answer;
        asked.current = new Set();
        setShown({ ...facts, of, rows: new Map(rows.map((row, index) => [from + index, row])) });
      })
      .catch((problem: Error) => wanted && setError(problem));
    return () => {
      wanted = false;
    };
  }, [compared, key]);

  const total = shown?.total ?? 0;
  const show = useCallback(
    (from: number, to: number) => {
      range.current = { from, to: Math.max(to, from + PAGE) };
      const pages = [Math.floor(from / PAGE), Math.floor(Math.max(0, to - 1) / PAGE)];
      for (const page of new Set(pages)) {
        const start = page * PAGE;
        if (asked.current.has(page) || start >= total) continue;
        const pagesOfThis = asked.current;
        pagesOfThis.add(page);
        engine.current
          ?.ask({ call: "read", range: { from: start, to: start + PAGE } })
          .then((rows) => {
            if (asked.current !== pagesOfThis || rows === null) return;
            setShown((last) => last && { ...last, rows: withRows(last.rows, start, rows) });
          })
          .catch(setError);
      }
    },
    [total],
  );
  return {
    compared,
    shown,
    stale: shown !== null && (shown.of.before !== before || shown.of.after !== after),
    error,
    show,
    retry: () => setAttempt((last) => last + 1),
  };
}

function withRows(known: Shown["rows"], from: number, rows: readonly DiffRowView[]): Shown["rows"] {
  const next = new Map(known);
  for (const [index, row] of rows.entries()) next.set(from + index, row);
  return next;
}
