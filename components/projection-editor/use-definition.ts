"use client";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ConsoleDefinitionBody } from "@/lib/api/console-projections";
import { checkQuery, foldPreviewQuery } from "@/lib/api/console-projections-queries";

const CHECK_AFTER_MS = 250;
const FOLD_AFTER_MS = 600;

/** What is wrong with a definition, asked a moment after the last change; the former answer stays meanwhile. */
export function useCheck(definition: ConsoleDefinitionBody, isNew: boolean) {
  const [settled] = useDebouncedValue(definition, CHECK_AFTER_MS);
  return useQuery({ ...checkQuery(settled, isNew), placeholderData: keepPreviousData });
}

/** Stored events folded with a definition, a moment after the last change; the former answer stays meanwhile. */
export function useFoldPreview(definition: ConsoleDefinitionBody, key: string, perType: number) {
  const wanted = useMemo(() => ({ definition, key, perType }), [definition, key, perType]);
  const [settled] = useDebouncedValue(wanted, FOLD_AFTER_MS);
  // Its name decides nothing about its rows, and may still be missing.
  const named = { ...settled.definition, name: "preview", description: "" };
  return useQuery({
    ...foldPreviewQuery(named, settled.key.trim(), settled.perType),
    enabled: settled.definition.on.length > 0,
    placeholderData: keepPreviousData,
  });
}
