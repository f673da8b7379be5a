/** Which helper stands for an operator of CEL with two operands. */
export const OPERATORS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "%": "remainder",
  "==": "equal",
  "<": "less",
  "<=": "atMost",
  ">": "greater",
  ">=": "atLeast",
  in: "inside",
};

/** Which helper stands for a function, by its name and the number of its arguments. */
export const FUNCTIONS: Readonly<Record<string, string>> = {
  "size/1": "size",
  "round/1": "round",
  "round/2": "roundTo",
  "floor/1": "floor",
  "ceil/1": "ceil",
  "trunc/1": "trunc",
  "abs/1": "absolute",
  "min/2": "smaller",
  "max/2": "larger",
  "string/1": "asText",
  "int/1": "asInt",
  "double/1": "asDouble",
  "bool/1": "asTruth",
  "timestamp/1": "asTime",
  "duration/1": "asDuration",
  "type/1": "typeOf",
};

/** As `FUNCTIONS`, for those that are written behind a value. */
export const METHODS: Readonly<Record<string, string>> = {
  "size/0": "size",
  "startsWith/1": "startsWith",
  "endsWith/1": "endsWith",
  "contains/1": "contains",
  "lowerAscii/0": "lower",
  "upperAscii/0": "upper",
  "trim/0": "trimmed",
  "indexOf/1": "indexOf",
  "indexOf/2": "indexOf",
  "lastIndexOf/1": "lastIndexOf",
  "lastIndexOf/2": "lastIndexOf",
  "substring/1": "substring",
  "substring/2": "substring",
  "split/1": "split",
  "split/2": "split",
  "join/0": "joined",
  "join/1": "joined",
  "replace/2": "replaced",
};

/** Parts of times and durations: what they are called behind a value. */
export const TIME_PARTS: ReadonlySet<string> = new Set([
  "getDate",
  "getDayOfMonth",
  "getDayOfWeek",
  "getDayOfYear",
  "getFullYear",
  "getHours",
  "getMilliseconds",
  "getMinutes",
  "getMonth",
  "getSeconds",
]);

/** Macros that go through a list, and the helper that does. */
export const MACROS: Readonly<Record<string, string>> = {
  all: "every",
  exists: "some",
  exists_one: "exactlyOne",
  filter: "filtered",
  map: "mapped",
};

/** Names that stand for types, and what `type(…)` calls these. */
export const TYPES: Readonly<Record<string, string>> = {
  string: "string",
  int: "int",
  double: "double",
  bool: "bool",
  list: "list",
  map: "map",
  null_type: "null",
  type: "type",
};
