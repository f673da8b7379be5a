import { z } from "zod";

/** The shop sells in euros, and in francs since it went to Switzerland. */
export const Currency = z.enum(["EUR", "CHF"]);
export type Currency = z.infer<typeof Currency>;

/** Cents or rappen. Money is never a fraction in this domain, so sums are exact. */
export const MinorUnits = z.int();

/** 59.7 euros as 5970 cents; the events of the first months held decimals. */
export function toMinorUnits(decimal: number): number {
  return Math.round(decimal * 100);
}

/** 5970 cents as 59.7, the way a `numeric(12,2)` column of a read model takes it. */
export function toDecimal(minorUnits: number): number {
  return minorUnits / 100;
}
