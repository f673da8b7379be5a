import { createSerializer, parseAsBoolean, parseAsString } from "nuqs/server";

/** What the list of questions keeps in its URL: the question that is being asked. */
export const findWhenParsers = {
  ask: parseAsBoolean.withDefault(false),
  category: parseAsString.withDefault(""),
  condition: parseAsString.withDefault(""),
  /** One of the category's reducers; none: the first. */
  reducer: parseAsString,
};

const serialize = createSerializer(findWhenParsers, { clearOnDefault: true });

interface Asked {
  readonly category: string;
  readonly condition?: string;
  readonly reducer?: string | null;
}

/** Where a condition is looked for in every stream of a category. */
export function askHref(asked: Asked): string {
  return serialize("/find-when", { ask: true, ...asked });
}

/** The page of one question and its answer. */
export function questionHref(id: string): string {
  return `/find-when/${id}`;
}
