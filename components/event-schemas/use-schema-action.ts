"use client";
import { useQueryClient } from "@tanstack/react-query";
import { type Action, useAction } from "@/components/actions/use-action";

/** Runs an action on a schema from a button, and reads again what the page shows of schemas. */
export function useSchemaAction(
  action: Action,
): readonly [(fields: Readonly<Record<string, string>>) => void, boolean] {
  const queries = useQueryClient();
  const [, run, pending] = useAction(action, () => queries.invalidateQueries({ queryKey: ["event-schema"] }));
  const start = (fields: Readonly<Record<string, string>>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    run(form);
  };
  return [start, pending];
}
