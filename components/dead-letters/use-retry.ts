"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useTransition } from "react";
import { formOf } from "@/components/actions/form-of";
import { announce, attempt } from "@/components/actions/use-action";
import { retryDeadLettersAction } from "@/lib/actions/dead-letters";

interface Retry {
  readonly ids: readonly string[];
  readonly upToVersion?: number;
}

/** Retries without a dialog, and says what came of it; `busy` while the workers are at it. */
export function useRetry(): { readonly retry: (request: Retry) => void; readonly busy: boolean } {
  const queries = useQueryClient();
  const [busy, start] = useTransition();
  const retry = (request: Retry) =>
    start(async () => {
      const form = formOf({ request: JSON.stringify(request) });
      const state = await attempt(() => retryDeadLettersAction(null, form));
      if (state !== null) announce(state);
      await queries.invalidateQueries({ queryKey: ["dead-letters"] });
    });
  return { retry, busy };
}
