"use client";
import { createContext, type ReactNode, useContext, useMemo, useRef } from "react";

/** Puts text where the caret of a field stands, and the caret so many characters into it. */
export type Inserter = (text: string, caret: number) => void;

interface InsertTarget {
  readonly set: (inserter: Inserter) => void;
  readonly insert: Inserter;
}

const nothing: InsertTarget = { set: () => {}, insert: () => {} };
const Target = createContext(nothing);

/** Remembers which expression was written in last, so that the reference can put names into it. */
export function InsertTargetProvider({ children }: { readonly children: ReactNode }) {
  const last = useRef<Inserter>(nothing.insert);
  const target = useMemo<InsertTarget>(
    () => ({
      set: (inserter) => {
        last.current = inserter;
      },
      insert: (text, caret) => last.current(text, caret),
    }),
    [],
  );
  return <Target.Provider value={target}>{children}</Target.Provider>;
}

export function useInsertTarget(): InsertTarget {
  return useContext(Target);
}
