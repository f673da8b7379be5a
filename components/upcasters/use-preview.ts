"use client";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { previewQuery } from "@/lib/api/upcasters-queries";

const TRY_AFTER_MS = 400;

/** Tries the draft on stored events a moment after the last change; the former answer stays meanwhile. */
export function usePreview(draft: UpcasterDraft, id: string | null) {
  const [settled] = useDebouncedValue(draft, TRY_AFTER_MS);
  return useQuery({
    ...previewQuery({ ...settled, title: settled.title === "" ? "this draft" : settled.title }, id),
    enabled: settled.type !== "" && settled.toType !== "",
    placeholderData: keepPreviousData,
  });
}
