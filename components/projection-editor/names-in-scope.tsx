"use client";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { type CelName, EVENT_NAMES } from "@/components/code-editor/cel-names";
import type { TypePaths } from "@/lib/api/console-projections";
import { pathsQuery } from "@/lib/api/console-projections-queries";
import type { EditorForm } from "./editor-form";

const Names = createContext<ReadonlyMap<string, readonly CelName[]>>(new Map());
const ANY = "";

/** Knows what the expressions of a form can name: on each type its fields, the event, the columns of the row. */
export function NamesProvider({ form, children }: { readonly form: EditorForm; readonly children: ReactNode }) {
  const types = form.types.map(({ type }) => type).filter((type) => type !== "*");
  const { data } = useQuery(pathsQuery(types));
  const { columns } = form;
  const names = useMemo(() => {
    const row = columns
      .filter(({ name }) => name.trim() !== "")
      .map(({ name, type }): CelName => ({ name: `row.${name.trim()}`, kind: type, presence: null }));
    const known = data?.types ?? [];
    const rest = [...EVENT_NAMES, ...row, { name: "exists", kind: "truth value", presence: null }];
    const anywhere = [...new Map(known.flatMap(fieldsOf).map((name) => [name.name, name])).values()];
    return new Map([
      [ANY, [...anywhere, ...EVENT_NAMES]],
      ...known.map((type) => [type.type, [...fieldsOf(type), ...rest]] as const),
    ]);
  }, [columns, data]);
  return <Names.Provider value={names}>{children}</Names.Provider>;
}

function fieldsOf({ events, paths }: TypePaths): CelName[] {
  return paths.map(({ path, kinds, seen }) => ({
    name: path,
    kind: kinds.join(" or "),
    presence: events === 0 || path.includes("[0]") ? null : seen / events,
  }));
}

/** What an expression on a type can name; without one, what the key can: there is no row yet. */
export function useNames(type: string | undefined): readonly CelName[] {
  return useContext(Names).get(type ?? ANY) ?? EVENT_NAMES;
}
