import { RE2JS } from "re2js";
import { takeSteps } from "./steps";

const MAX_LENGTH = 1_000;
const MAX_PROGRAM = 5_000;

/** A pattern on an engine that takes time in proportion to the text, whatever the pattern. */
export interface LinearPattern {
  test(text: string): boolean;
}

/** Compiles a pattern as JavaScript writes it; throws an Error that says what is not to be had. */
export function linearPattern(pattern: string): LinearPattern {
  if (pattern.length > MAX_LENGTH) throw new Error(`has more than ${MAX_LENGTH} characters.`);
  const compiled = compile(pattern);
  if (compiled.programSize() > MAX_PROGRAM) throw new Error("repeats too much; use maxLength or maxItems for lengths.");
  return {
    test(text) {
      takeSteps(text.length);
      return compiled.test(text);
    },
  };
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.replace("error parsing regexp: ", "") : String(cause);
    throw new Error(`is no pattern of the linear-time engine (no look-around, no back-references): ${problem}.`, {
      cause,
    });
  }
}
