"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { changesOf, linkOf, MAX_LINK } from "./change-link";
import type { Change } from "./changes";

interface Held {
  /** The address that these changes are of; null: of none. */
  readonly link: string | null;
  readonly changes: readonly Change[];
  readonly tooLarge: boolean;
}

const NONE: readonly Change[] = [];

/** The changes of a what-if: those of the address, or, where they are too many for one, those that were made here. */
export function useChanges(link: string | null, setLink: (link: string | null) => void) {
  const [held, setHeld] = useState<Held>({ link: null, changes: NONE, tooLarge: false });
  const isHeld = held.link === link;
  const read = useQuery({
    queryKey: ["what-if-link", link],
    queryFn: () => changesOf(link ?? ""),
    enabled: link !== null && !isHeld,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const newest = useRef(0);
  const setChanges = (changes: readonly Change[]) => {
    newest.current += 1;
    const turn = newest.current;
    setHeld({ link, changes, tooLarge: false });
    const keep = (next: string | null, tooLarge: boolean) => {
      if (newest.current !== turn) return;
      setHeld({ link: next, changes, tooLarge });
      setLink(next);
    };
    if (changes.length === 0) keep(null, false);
    else void linkOf(changes).then((next) => (next.length <= MAX_LINK ? keep(next, false) : keep(null, true)));
  };
  return {
    changes: isHeld ? held.changes : (read.data ?? NONE),
    setChanges,
    /** The address is being read. */
    reading: !isHeld && read.isPending,
    /** Why the address could not be read. */
    error: isHeld ? null : read.error,
    /** They work, and are in no address. */
    tooLarge: isHeld && held.tooLarge,
  };
}
