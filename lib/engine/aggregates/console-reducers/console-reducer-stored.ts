import { parseLossless, stringifyLossless } from "../../json";
import { type ConsoleReducerDefinition, ConsoleReducerSchema } from "./console-reducer-definition";

/** A definition as it is stored: the initial state as text, because `jsonb` puts fields in an order of its own. */
export function storedReducerText(definition: ConsoleReducerDefinition): string {
  return stringifyLossless({ ...definition, initial: stringifyLossless(definition.initial) });
}

/** Reads what `storedReducerText` wrote. */
export function parseStoredReducer(text: string): ConsoleReducerDefinition {
  const stored = parseLossless(text) as { readonly initial?: unknown };
  const { initial } = stored;
  return ConsoleReducerSchema.parse({
    ...stored,
    ...(typeof initial === "string" ? { initial: parseLossless(initial) } : {}),
  });
}
