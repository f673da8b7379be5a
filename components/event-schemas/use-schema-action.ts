"use client";
import { useQueryClient } from "@tanstack/react-query";
import { formOf } from "@/components/actions/form-of";
import { type Action, useAction } from "@/components/actions/use-action";

/** Runs an action on a schema from a button, and reads again what the page shows of schemas. */
export function useSchemaAction(
  action: Action,
): readonly [(fields: Readonly<Record<string, string>>) => void, boolean] {
  const queries = useQueryClient();
  const [, run, pending] = useAction(action, () => queries.invalidateQueries({ queryKey: ["event-schema"] }));
  return [(fields) => run(formOf(fields)), pending];
}
