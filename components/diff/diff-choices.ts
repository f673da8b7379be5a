"use client";
import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";

const DIFF_LAYOUTS = ["side", "inline"] as const;
export type DiffLayout = (typeof DIFF_LAYOUTS)[number];

/** How a diff is looked at. */
export interface DiffLook {
  readonly layout: DiffLayout;
  readonly filter: string;
  readonly pin: string | null;
  readonly ignored: readonly string[];
  readonly all: boolean;
}

export interface DiffLookState {
  readonly look: DiffLook;
  readonly setLook: (change: Partial<DiffLook>) => void;
}

const PLAIN: DiffLook = { layout: "side", filter: "", pin: null, ignored: [], all: false };

/** A look that lives as long as its view. */
export function useDiffLook(): DiffLookState {
  const [look, set] = useState(PLAIN);
  return { look, setLook: (change) => set((last) => ({ ...last, ...change })) };
}

const parsers = {
  layout: parseAsStringLiteral(DIFF_LAYOUTS).withDefault("side"),
  filter: parseAsString.withDefault(""),
  pin: parseAsString,
  // Paths may contain commas; a line break in one would be written as \n.
  ignored: parseAsArrayOf(parseAsString, "\n").withDefault([]),
  all: parseAsBoolean.withDefault(false),
};
const urlKeys = { layout: "layout", filter: "filter", pin: "pin", ignored: "ignore", all: "all" } as const;

/** A look that is kept in the address, so that the address shows the same again; for one diff of a page. */
export function useDiffLookInUrl(): DiffLookState {
  const [look, set] = useQueryStates(parsers, { history: "replace", throttleMs: 100, urlKeys });
  return {
    look,
    setLook: ({ ignored, ...change }) =>
      void set({ ...change, ...(ignored === undefined ? {} : { ignored: [...ignored] }) }),
  };
}
