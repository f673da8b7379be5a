import { compareNumbers, type ExactNumber, fromText, numberText } from "./catalogue-number";

/** What can stand in a payload, in the order of the bits of a mask. */
export const PATH_KINDS = ["text", "integer", "number", "truth value", "null", "object", "list"] as const;
export type PathKindName = (typeof PATH_KINDS)[number];

const MAX_VALUES = 24;
const MAX_VALUE_LENGTH = 60;
const MAX_EXAMPLES = 5;
const MAX_EXAMPLE_LENGTH = 100;

/** What stood at one path in the events of a schema version; it counts while events are added. */
export interface PathCount {
  /** Events in which it stands. */
  events: number;
  /** How often it was seen: items of a list count each. */
  seen: number;
  /** By the places of `PATH_KINDS`. */
  readonly kinds: number[];
  min: ExactNumber | null;
  max: ExactNumber | null;
  /** How often each value was seen, as JSON; `null` when there were too many. */
  values: Map<string, number> | null;
  readonly examples: string[];
  firstPosition: bigint;
  lastPosition: bigint;
}

/** The column `detail` of a path. */
export interface PathDetail {
  readonly kinds: Readonly<Partial<Record<PathKindName, number>>>;
  readonly seen: number;
  /** Digits. */
  readonly min: string | null;
  readonly max: string | null;
  readonly values: Readonly<Record<string, number>> | null;
  readonly examples: readonly string[];
}

/** A path that stands nowhere yet. */
export function emptyPath(position: bigint): PathCount {
  return {
    events: 0,
    seen: 0,
    kinds: PATH_KINDS.map(() => 0),
    min: null,
    max: null,
    values: new Map(),
    examples: [],
    firstPosition: position,
    lastPosition: position,
  };
}

/** Adds a number to the range and to the values. */
export function addNumber(path: PathCount, number: ExactNumber): void {
  if (path.min === null || compareNumbers(number, path.min) < 0) path.min = number;
  if (path.max === null || compareNumbers(number, path.max) > 0) path.max = number;
  if (wantsValues(path)) addValue(path, numberText(number));
}

/** Adds a text, a truth value or null to the values. */
export function addScalar(path: PathCount, value: string | boolean | null): void {
  if (!wantsValues(path)) return;
  if (typeof value === "string" && value.length > MAX_EXAMPLE_LENGTH) {
    path.values = null;
    addExample(path, JSON.stringify(value.slice(0, MAX_EXAMPLE_LENGTH)));
  } else {
    addValue(path, JSON.stringify(value));
  }
}

function wantsValues({ values, examples }: PathCount): boolean {
  return values !== null || examples.length < MAX_EXAMPLES;
}

function addValue(path: PathCount, json: string): void {
  addExample(path, json);
  const { values } = path;
  if (values === null) return;
  const known = values.get(json);
  if (known !== undefined) values.set(json, known + 1);
  else if (values.size < MAX_VALUES && json.length <= MAX_VALUE_LENGTH) values.set(json, 1);
  else path.values = null;
}

function addExample({ examples }: PathCount, json: string): void {
  if (examples.length >= MAX_EXAMPLES) return;
  const text = json.length <= MAX_EXAMPLE_LENGTH ? json : cut(json);
  if (!examples.includes(text)) examples.push(text);
}

// Postgres stores no half of a surrogate pair.
function cut(json: string): string {
  return json.slice(0, MAX_EXAMPLE_LENGTH).replace(/[\ud800-\udbff]$/, "");
}

/** What is stored of a path. */
export function pathDetail({ kinds, seen, min, max, values, examples }: PathCount): PathDetail {
  const counted = PATH_KINDS.map((kind, index) => [kind, kinds[index] ?? 0] as const).filter(([, count]) => count > 0);
  return {
    kinds: Object.fromEntries(counted),
    seen,
    min: min === null ? null : numberText(min),
    max: max === null ? null : numberText(max),
    values: values === null ? null : Object.fromEntries(values),
    examples,
  };
}

/** The path whose detail was stored. */
export function pathFromDetail(
  { kinds, seen, min, max, values, examples }: PathDetail,
  counts: Pick<PathCount, "events" | "firstPosition" | "lastPosition">,
): PathCount {
  return {
    ...counts,
    seen,
    kinds: PATH_KINDS.map((kind) => kinds[kind] ?? 0),
    min: min === null ? null : fromText(min),
    max: max === null ? null : fromText(max),
    values: values === null ? null : new Map(Object.entries(values)),
    examples: [...examples],
  };
}
