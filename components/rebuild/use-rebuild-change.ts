"use client";
import { useQueryClient } from "@tanstack/react-query";
import { startTransition } from "react";
import { useAction } from "@/components/actions/use-action";
import { changeRebuildAction } from "@/lib/actions/rebuilds";

type Change = { readonly throttle: string } | { readonly promotion: "manual" | "when-clean" };

/** Changes a rebuild at a click, without a dialog. */
export function useRebuildChange(id: string): [(change: Change) => void, boolean] {
  const queries = useQueryClient();
  const [, submit, pending] = useAction(changeRebuildAction, () => queries.invalidateQueries());
  const change = (values: Change) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ id, ...values })) form.set(name, value);
    startTransition(() => submit(form));
  };
  return [change, pending];
}
