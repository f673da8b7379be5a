"use client";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type CelName, EVENT_NAMES } from "@/components/code-editor/cel-names";
import type { TypePaths } from "@/lib/api/console-projections";
import { pathsQuery } from "@/lib/api/console-projections-queries";

const Names = createContext<ReadonlyMap<string, readonly CelName[]>>(new Map());
const ANY = "";

interface NamesProviderProps {
  /** The event types that a definition looks at. */
  readonly types: readonly string[];
  /** What expressions on an event can name besides its fields and the event itself. */
  readonly others: readonly CelName[];
  readonly children: ReactNode;
}

/** Knows what the expressions of a definition can name: on each type its fields, the event, and the others. */
export function NamesProvider({ types, others, children }: NamesProviderProps) {
  const { data } = useQuery(pathsQuery(types.filter((type) => type !== "" && type !== "*")));
  const names = useMemo(() => {
    const known = data?.types ?? [];
    const rest = [...EVENT_NAMES, ...others];
    const anywhere = [...new Map(known.flatMap(fieldsOf).map((name) => [name.name, name])).values()];
    return new Map([
      [ANY, [...anywhere, ...EVENT_NAMES]],
      ...known.map((type) => [type.type, [...fieldsOf(type), ...rest]] as const),
    ]);
  }, [others, data]);
  return <Names.Provider value={names}>{children}</Names.Provider>;
}

function fieldsOf({ events, paths }: TypePaths): CelName[] {
  return paths.map(({ path, kinds, seen }) => ({
    name: path,
    kind: kinds.join(" or "),
    presence: events === 0 || path.includes("[0]") ? null : seen / events,
  }));
}

/** What an expression on a type can name; without one, what can be named before anything is known but the event. */
export function useNames(type: string | undefined): readonly CelName[] {
  return useContext(Names).get(type ?? ANY) ?? EVENT_NAMES;
}
