"use client";
import { useMediaQuery } from "@mantine/hooks";

/** The height of a row: taller on a phone, where rows are touched and take two lines. */
export function useRowHeight({ wide, narrow }: { readonly wide: number; readonly narrow: number }): number {
  return useMediaQuery("(max-width: 639px)", false) ? narrow : wide;
}
