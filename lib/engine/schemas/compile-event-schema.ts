import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { checkJsonSchema, isTooDeep } from "./check-json-schema";
import { compiler } from "./compiler";
import { InvalidJsonSchemaError, type SchemaProblem } from "./errors";
import { expectFractions } from "./exact-keywords";
import { misfitProblem } from "./misfit-words";
import { type Payload, parsePayload } from "./payload-numbers";
import { readySchema } from "./ready-schema";
import { allowSteps, TooManyStepsError } from "./steps";

/** A JSON Schema that events are checked against. */
export interface CompiledEventSchema {
  /** What keeps the data of an event, as JSON text, from fitting: null when it fits. */
  check(dataText: string): SchemaProblem | null;
  /** The same for parsed data, whose numbers are doubles already. */
  checkValue(data: unknown): SchemaProblem | null;
}

const MAX_KEPT = 200;
const kept = new Map<string, CompiledEventSchema>();

/** Compiles a JSON Schema 2020-12, once per content; throws an InvalidJsonSchemaError with every problem's place. */
export function compileEventSchema(schema: unknown): CompiledEventSchema {
  if (isTooDeep(schema)) throw new InvalidJsonSchemaError(checkJsonSchema(schema));
  const key = JSON.stringify(schema) ?? "";
  const known = kept.get(key);
  if (known !== undefined) return known;
  const problems = checkJsonSchema(schema);
  if (problems.length === 0) problems.push(...metaProblems(schema));
  if (problems.length > 0) throw new InvalidJsonSchemaError(problems);
  const compiled = checksOf(validator(schema));
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, compiled);
  return compiled;
}

let meta: Ajv2020 | undefined;

/** What the schema of schemas has against it: `minLength: "3"`. */
function metaProblems(schema: unknown): SchemaProblem[] {
  meta ??= new Ajv2020({ strict: false, validateFormats: false, logger: false, verbose: true });
  if (typeof schema === "boolean" || meta.validateSchema(schema as object) === true) return [];
  return [misfitProblem(meta.errors ?? [])];
}

function validator(schema: unknown): ValidateFunction {
  try {
    return compiler().compile(readySchema(schema));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidJsonSchemaError([{ path: "", message }], { cause });
  }
}

function checksOf(validate: ValidateFunction): CompiledEventSchema {
  const check = ({ value, fractions }: Payload): SchemaProblem | null => {
    allowSteps();
    expectFractions(fractions);
    try {
      return validate(value) ? null : misfitProblem(validate.errors ?? []);
    } catch (error) {
      if (error instanceof TooManyStepsError) return { path: "", message: "takes too many steps to be checked" };
      // The stack is at its end: schemas that refer to each other, on data that is as deep as it may be.
      if (error instanceof RangeError) return { path: "", message: "is nested too deeply to be checked" };
      throw error;
    } finally {
      expectFractions(null);
      validate.errors = null;
    }
  };
  return {
    check: (dataText) => check(parsePayload(dataText)),
    checkValue: (value) => check({ value, fractions: null }),
  };
}
