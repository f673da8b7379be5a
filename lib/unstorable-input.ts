import "server-only";
import { UnstorableTextError } from "./engine";
import { AppError } from "./errors";

// character_not_in_repertoire, untranslatable_character: a NUL in a parameter, or in JSON that becomes jsonb.
const UNSTORABLE = ["22021", "22P05"];

/** The refusal of input that holds text which Postgres cannot store; undefined for any other error. */
export function unstorableInput(error: unknown): AppError | undefined {
  if (error instanceof UnstorableTextError) return new AppError(error.message, { code: "invalid", cause: error });
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (typeof code !== "string" || !UNSTORABLE.includes(code)) return undefined;
  return new AppError("The input contains a NUL character, which Postgres cannot store.", {
    code: "invalid",
    cause: error,
  });
}
