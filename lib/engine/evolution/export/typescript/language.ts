import type { Call, Language } from "../language";

const KEYWORDS = new Set(
  (
    "arguments await boolean break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null number object package private " +
    "protected public return static string super switch symbol this throw true try type typeof undefined unknown var void " +
    "while with yield"
  ).split(" "),
);
const NAMES = new Set([
  "data",
  "event",
  "part",
  "made",
  "structuredClone",
  "BigInt",
  "Date",
  "Error",
  "Map",
  "Math",
  "Number",
]);

/** Expressions as TypeScript; `snippets` are the names that the prelude may take. */
export function typescriptLanguage(snippets: object): Language {
  return {
    nothing: "null",
    int: (value) => `${value}n`,
    double: (value) => String(value),
    text: (value) => JSON.stringify(value),
    truth: String,
    list: (items) => `[${items.join(", ")}]`,
    map: (entries) => `[${entries.map(([key, value]) => `[${key}, ${value}]`).join(", ")}]`,
    lambda: (parameter, body) => `(${parameter === null ? "" : `${parameter}: unknown`}) => ${body}`,
    bind: (parameter, value, body) => `((${parameter}: unknown) => ${body})(${value})`,
    choose: (condition, yes, no) => `(${condition} ? ${yes} : ${no})`,
    not: (truth) => `!${truth}`,
    pattern: (source) => `/${source === "" ? "(?:)" : source}/u`,
    eventField: (name, call) => (isField(name) ? `event.${name}` : unknownField(name, call)),
    helper: (name) => name,
    isTaken: (name) => KEYWORDS.has(name) || NAMES.has(name) || Object.hasOwn(snippets, name),
  };
}

const FIELDS: readonly string[] = [
  "type",
  "schemaVersion",
  "streamId",
  "version",
  "position",
  "eventId",
  "occurredAt",
  "recordedAt",
  "metadata",
];

function isField(name: string): boolean {
  return FIELDS.includes(name);
}

function unknownField(name: string, call: Call): string {
  call("Duration");
  return call("field", call("eventFields", "event"), JSON.stringify(name));
}
