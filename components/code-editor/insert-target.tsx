"use client";
import { createContext, type ReactNode, useContext, useMemo, useRef } from "react";
import { announce } from "@/components/actions/use-action";

/** Puts text where the caret of a field stands, and the caret so many characters into it; false: it takes none. */
export type Inserter = (text: string, caret: number) => boolean;

interface InsertTarget {
  readonly set: (inserter: Inserter) => void;
  readonly insert: (text: string, caret: number) => void;
}

const Target = createContext<InsertTarget>({ set: () => {}, insert: () => {} });
const nowhere: Inserter = () => false;

/** Remembers which expression was written in last, so that the reference can put names into it. */
export function InsertTargetProvider({ children }: { readonly children: ReactNode }) {
  const last = useRef(nowhere);
  const target = useMemo<InsertTarget>(
    () => ({
      set: (inserter) => {
        last.current = inserter;
      },
      insert: (text, caret) => {
        if (last.current(text, caret)) return;
        announce({ ok: false, message: "No expression is being written: put the caret into one first." });
      },
    }),
    [],
  );
  return <Target.Provider value={target}>{children}</Target.Provider>;
}

export function useInsertTarget(): InsertTarget {
  return useContext(Target);
}
