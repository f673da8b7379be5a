import type { Format } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { EXACT_KEYWORDS } from "./exact-keywords";
import { linearPattern } from "./linear-pattern";

// The expressions behind formats run on the host's engine.
const MAX_FORMATTED = 10_000;

/**
 * A compiler of checked schemas. A new one each time: it keeps all that it ever compiled. References are calls, so that
 * schemas which refer to each other a thousand times over do not become code of that size.
 */
export function compiler(): Ajv2020 {
  const ajv = new Ajv2020({
    ...{ meta: false, validateSchema: false, addUsedSchema: false, inlineRefs: false, logger: false },
    ...{
      strict: true,
      strictTypes: false,
      strictTuples: false,
      strictRequired: false,
      allowUnionTypes: true,
      allowMatchingProperties: true,
    },
    // Else a field named `toString` would be there in every object.
    ownProperties: true,
    verbose: true,
    code: { regExp: Object.assign((pattern: string) => linearPattern(pattern), { code: "linearPattern" }) },
  });
  for (const definition of EXACT_KEYWORDS) {
    if (typeof definition.keyword === "string" && ajv.getKeyword(definition.keyword))
      ajv.removeKeyword(definition.keyword);
    ajv.addKeyword(definition);
  }
  for (const [name, format] of Object.entries(fullFormats)) ajv.addFormat(name, bounded(format));
  return ajv;
}

/** The format, on texts that are not too long for it. */
function bounded(format: Format): Format {
  const test = testOf(format);
  return test === null ? format : (text: string) => text.length <= MAX_FORMATTED && test(text);
}

function testOf(format: Format): ((text: string) => boolean) | null {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === "function") return format as (text: string) => boolean;
  if (typeof format !== "object" || format.type === "number") return null;
  const { validate } = format;
  if (validate instanceof RegExp) return (text) => validate.test(text);
  return typeof validate === "function" ? (validate as (text: string) => boolean) : null;
}
