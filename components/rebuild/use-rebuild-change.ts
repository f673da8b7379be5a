"use client";
import { useQueryClient } from "@tanstack/react-query";
import { formOf } from "@/components/actions/form-of";
import { useAction } from "@/components/actions/use-action";
import { changeRebuildAction } from "@/lib/actions/rebuilds";

type Change = { readonly throttle: string } | { readonly promotion: "manual" | "when-clean" };

/** Changes a rebuild at a click, without a dialog. */
export function useRebuildChange(id: string): [(change: Change) => void, boolean] {
  const queries = useQueryClient();
  const [, run, pending] = useAction(changeRebuildAction, () => queries.invalidateQueries());
  return [(change) => run(formOf({ id, ...change })), pending];
}
