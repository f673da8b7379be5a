/** How a keyword of JSON Schema 2020-12 holds further schemas. */
export type SchemaKeyword = "plain" | "schema" | "list of schemas" | "map of schemas";

const named = (kind: SchemaKeyword, names: string): [string, SchemaKeyword][] =>
  names.split(" ").map((name) => [name, kind]);

/** The keywords that a schema of events may have. */
export const KEYWORDS: ReadonlyMap<string, SchemaKeyword> = new Map([
  ...named("plain", "$schema $id $comment $ref title description default deprecated readOnly writeOnly examples"),
  ...named("plain", "type enum const format contentEncoding contentMediaType contentSchema"),
  ...named("plain", "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern"),
  ...named("plain", "maxItems minItems uniqueItems maxContains minContains"),
  ...named("plain", "maxProperties minProperties required dependentRequired"),
  ...named("schema", "not if then else items contains additionalProperties propertyNames"),
  ...named("schema", "unevaluatedItems unevaluatedProperties"),
  ...named("list of schemas", "allOf anyOf oneOf prefixItems"),
  ...named("map of schemas", "properties patternProperties dependentSchemas $defs definitions"),
]);

/** Those whose schemas look at the same value as the schema they stand in. */
export const IN_PLACE: ReadonlySet<string> = new Set(
  "$ref allOf anyOf oneOf not if then else dependentSchemas".split(" "),
);
