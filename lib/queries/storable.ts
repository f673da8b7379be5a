import "server-only";
import { unstorablePart } from "@/lib/engine";

/**
 * Whether Postgres can hold `text`. What it cannot is not there: a NUL it refuses as a parameter, and half of a surrogate
 * pair would reach it as another character, and find what that names.
 */
export function isStorable(text: string): boolean {
  return unstorablePart(text) === undefined;
}
