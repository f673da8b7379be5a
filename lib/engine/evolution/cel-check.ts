import type { Environment } from "@marcbachmann/cel-js";
import { expandCoalesce } from "./cel-coalesce";
import { celEnvironment } from "./cel-environment";
import { EVENT_FIELDS } from "./cel-event";
import { foldEnvironment, reducerEnvironment } from "./cel-fold";
import { type CelNode, eachNode } from "./cel-nodes";
import { expressionError, MAX_EXPRESSION_LENGTH } from "./cel-parse";
import { type CelType, relaxTernaries, type TypeChecker } from "./cel-ternary";
import { inWords } from "./cel-words";
import type { DataShape, JsonKind } from "./data-shape";
import { nearest } from "./nearest";

/** A mistake in an expression, from one character to another. A warning is about events that may fail. */
export interface ExpressionProblem {
  readonly severity: "error" | "warning";
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** What would do instead of a part of the text. */
  readonly fix?: ExpressionFix;
}

/** A text to put in the place of the characters from one to another. */
export interface ExpressionFix {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What the names in an expression stand for. */
export interface CheckScope {
  /** Where it stands: an upcaster knows no row, and no `coalesce`. A projection unless told. */
  readonly in?: "projection" | "upcaster" | "reducer";
  /** CEL types of the row's columns; `null`: there is no row here. */
  readonly row: ReadonlyMap<string, string> | null;
  /** What the data of the event types at hand looks like; one not known is not checked. */
  readonly shapes: readonly { readonly type: string; readonly shape: DataShape }[];
  /** The fields that a reducer's state can have, and whether they are there from the start; absent: any. */
  readonly state?: ReadonlyMap<string, "initial" | "later">;
}

export interface CheckedExpression {
  readonly problems: readonly ExpressionProblem[];
  /** CEL's name for the type of the result; `null` where there are errors. */
  readonly type: string | null;
}

const LANGUAGES = {
  projection: languageOf(foldEnvironment()),
  upcaster: languageOf(celEnvironment()),
  reducer: languageOf(reducerEnvironment()),
};

function languageOf(environment: Environment) {
  const { functions } = environment.getDefinitions();
  return { environment, functions: new Set(functions.map(({ name }) => name)) as ReadonlySet<string> };
}

/** Every mistake in an expression that can be seen without running it. */
export function checkExpression(text: string, scope: CheckScope): CheckedExpression {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    const message = `An expression has at most ${MAX_EXPRESSION_LENGTH} characters.`;
    return refused([{ severity: "error", from: MAX_EXPRESSION_LENGTH, to: text.length, message }]);
  }
  const { environment, functions } = LANGUAGES[scope.in ?? "projection"];
  let parsed: ReturnType<Environment["parse"]>;
  try {
    parsed = environment.parse(text);
  } catch (error) {
    return refused([problemOf(text, error)]);
  }
  const names = findNames(parsed.ast);
  const problems = [...unknownFunctions(text, names.calls, functions), ...unknownFields(text, names, scope)];
  const hasErrors = () => problems.some(({ severity }) => severity === "error");
  if (hasErrors()) return refused(problems);
  giveTypes(names, scope);
  relaxTernaries(parsed.ast, true);
  expandCoalesce(parsed.ast, true);
  allowNullComparisons(names.comparisons);
  const checked = parsed.check();
  if (!checked.valid) return refused([...problems, problemOf(text, checked.error)]);
  return { problems, type: checked.type ?? "dyn" };
}

const refused = (problems: readonly ExpressionProblem[]): CheckedExpression => ({ problems, type: null });

function problemOf(text: string, error: unknown): ExpressionProblem {
  const { place, message } = expressionError(text, error);
  const from = Math.min(place?.start ?? 0, Math.max(0, text.length - 1));
  const to = Math.min(Math.max(place?.end ?? text.length, from + 1), Math.max(text.length, 1));
  return { severity: "error", from, to, message: inWords(message) };
}

interface Access {
  readonly node: CelNode;
  /** From the variable on: `data`, `address`, `city`; a number stands for an item of a list. */
  readonly path: readonly (string | number)[];
  /** Where its last name stands. */
  readonly from: number;
  readonly to: number;
}

interface Names {
  readonly accesses: readonly Access[];
  readonly calls: readonly { readonly node: CelNode; readonly name: string }[];
  readonly comparisons: readonly CelNode[];
  /** Paths that a `has(…)` or an `in` asks about: they may be missing. */
  readonly guarded: ReadonlySet<string>;
  /** Paths that `coalesce` gives a value to where they are missing. */
  readonly defaulted: ReadonlySet<string>;
}

type Root = Parameters<typeof eachNode>[0];

function findNames(root: Root): Names {
  const accesses: Access[] = [];
  const calls: { node: CelNode; name: string }[] = [];
  const comparisons: CelNode[] = [];
  const guarded = new Set<string>();
  const defaulted = new Set<string>();
  const inHas = new Set<CelNode>();
  eachNode(root, (node) => {
    if (node.op === "call" || node.op === "rcall") {
      const [name] = node.args as readonly [string];
      calls.push({ node, name });
      const [, args] = node.args as readonly [string, readonly CelNode[]];
      const path = node.op === "call" && args[0] !== undefined ? pathOf(args[0]) : null;
      if (name === "has" && path !== null) {
        guarded.add(JSON.stringify(path));
        for (let at = args[0]; at !== undefined; at = (at.args as readonly CelNode[])[0]) {
          if (at.op !== ".") break;
          inHas.add(at);
        }
      }
      if (name === "coalesce" && path !== null) defaulted.add(JSON.stringify(path));
    }
    if (node.op === "==" || node.op === "!=") comparisons.push(node);
    if (node.op === "in") {
      const [name, container] = node.args as readonly [CelNode, CelNode];
      const path = pathOf(container);
      if (path !== null && name.op === "value") guarded.add(JSON.stringify([...path, name.args]));
    }
    const path = pathOf(node);
    if (path === null || path.length < 2) return;
    const [object] = node.args as readonly [CelNode];
    accesses.push({
      node,
      path,
      from: node.op === "." ? nameStart(root.input, node) : object.range.end,
      to: node.range.end,
    });
  });
  return { accesses: accesses.filter(({ node }) => !inHas.has(node)), calls, comparisons, guarded, defaulted };
}

/** `null`: no path from a variable. */
function pathOf(node: CelNode): readonly (string | number)[] | null {
  if (node.op === "id") return VARIABLES.has(String(node.args)) ? [String(node.args)] : null;
  if (node.op !== "." && node.op !== "[]") return null;
  const [object, step] = node.args as readonly [CelNode, CelNode | string];
  const before = pathOf(object);
  if (before === null) return null;
  if (typeof step === "string") return [...before, step];
  if (step.op === "value" && typeof step.args === "string") return [...before, step.args];
  return [...before, 0];
}

const VARIABLES: ReadonlySet<string> = new Set(["data", "row", "event", "state"]);

function nameStart(text: string, node: CelNode): number {
  const [, name] = node.args as readonly [CelNode, string];
  const start = text.lastIndexOf(name, node.range.end - 1);
  return Math.max(start, node.range.start);
}

function* unknownFunctions(
  text: string,
  calls: Names["calls"],
  functions: ReadonlySet<string>,
): Generator<ExpressionProblem> {
  for (const { node, name } of calls) {
    if (functions.has(name)) continue;
    const [, receiver] = node.args as readonly [string, CelNode];
    const after = node.op === "rcall" ? receiver.range.end : node.range.start;
    const from = Math.max(text.indexOf(name, after), node.range.start);
    const near = nearest(name, functions);
    const to = from + name.length;
    const message = `There is no function "${name}".${suggestion(near)}`;
    yield { severity: "error", from, to, message, ...fixedName(from, to, near) };
  }
}

function* unknownFields(text: string, names: Names, scope: CheckScope): Generator<ExpressionProblem> {
  const { row } = scope;
  for (const access of names.accesses) {
    const { path, from, to } = access;
    const [root, first] = path;
    const error = (message: string): ExpressionProblem => ({ severity: "error", from, to, message });
    if (root === "data") yield* unknownInData(text, access, names, scope);
    else if (root === "state") yield* unknownInState(access, names, scope);
    else if (path.length > 2 || typeof first !== "string") continue;
    else if (root === "event") {
      if (EVENT_FIELDS.some((field) => field === first)) continue;
      yield error(`An event has no field "${first}".${suggestion(nearest(first, EVENT_FIELDS))}`);
    } else if (scope.in === "upcaster" || scope.in === "reducer") {
      yield error(`${scope.in === "upcaster" ? "An upcaster" : "A reducer"} has no row.`);
    } else if (row === null) {
      yield error("The key is found before the row is known.");
    } else if (!row.has(first)) {
      yield error(`"${first}" is no column.${suggestion(nearest(first, row.keys()))}`);
    }
  }
}

function* unknownInState(
  { path, from, to }: Access,
  names: Names,
  { state }: CheckScope,
): Generator<ExpressionProblem> {
  const [, first] = path;
  const id = JSON.stringify(path);
  if (state === undefined || path.length !== 2 || typeof first !== "string" || names.guarded.has(id)) return;
  const known = state.get(first);
  if (known === undefined) {
    const near = nearest(first, state.keys());
    const message = `No change makes state.${first}.${suggestion(near)}`;
    yield { severity: "error", from, to, message, ...(isWord(first) ? fixedName(from, to, near) : {}) };
  } else if (known === "later" && !names.defaulted.has(id)) {
    const message = `state.${first} is not there from the start: write coalesce(state.${first}, …), or give it a value in the initial state.`;
    yield { severity: "warning", from, to, message };
  }
}

function* unknownInData(
  text: string,
  access: Access,
  names: Names,
  { shapes, in: place }: CheckScope,
): Generator<ExpressionProblem> {
  const { path, from, to } = access;
  const id = JSON.stringify(path);
  if (names.guarded.has(id)) return;
  const last = path.at(-1);
  for (const { type, shape } of shapes) {
    const parent = shapeAt(shape, path.slice(1, -1));
    if (parent === null || typeof last !== "string" || !isPlainObject(parent)) continue;
    const field = parent.fields.get(last);
    if (field === undefined) {
      const near = nearest(last, parent.fields.keys());
      const message = `No event "${type}" has ${textOf(path)}.${suggestion(near)}`;
      yield { severity: "error", from, to, message, ...(isWord(last) ? fixedName(from, to, near) : {}) };
    } else if (field.seen < parent.seen && !names.defaulted.has(id)) {
      const missing = `${(parent.seen - field.seen).toLocaleString("en")} of ${parent.seen.toLocaleString("en")}`;
      if (place === "upcaster") yield missingField(text, access, missing, field);
      else {
        const message = `${textOf(path)} is missing in ${missing} events "${type}" looked at: write coalesce(${textOf(path)}, …).`;
        yield { severity: "warning", from, to, message };
      }
    }
  }
}

/** A field that some events lack, with what to write so that these do not fail. */
function missingField(
  text: string,
  { node, from, to, path }: Access,
  missing: string,
  field: DataShape,
): ExpressionProblem {
  const { start, end } = node.range;
  const written = text.slice(start, end);
  const last = String(path.at(-1));
  const object = text.slice(start, (node.args as readonly [CelNode])[0].range.end);
  const has = node.op === "." ? `has(${written})` : `${JSON.stringify(last)} in ${object}`;
  const [kind, ...others] = [...field.kinds].filter((each) => each !== "null");
  const otherwise = (kind !== undefined && others.length === 0 && OTHERWISE[kind]) || "null";
  const whole = start === 0 && end === text.length;
  const instead = `${has} ? ${written} : ${otherwise}`;
  const message = `${textOf(path)} is missing in ${missing} events looked at. Try ${has} ? … : ${otherwise}`;
  return {
    severity: "warning",
    from,
    to,
    message,
    fix: { from: start, to: end, text: whole ? instead : `(${instead})` },
  };
}

const OTHERWISE: Partial<Record<JsonKind, string>> = { text: '""', number: "0", "truth value": "false", list: "[]" };

const isWord = (name: string) => /^\w+$/.test(name);

function fixedName(from: number, to: number, near: string | null): { fix?: ExpressionFix } {
  return near === null || !isWord(near) ? {} : { fix: { from, to, text: near } };
}

const suggestion = (near: string | null) => (near === null ? "" : ` Is it "${near}"?`);

function textOf(path: Access["path"]): string {
  return path.map((part, index) => (index === 0 ? part : typeof part === "number" ? "[…]" : `.${part}`)).join("");
}

function isPlainObject({ kinds }: DataShape): boolean {
  return [...kinds].every((kind) => kind === "object" || kind === "null") && kinds.has("object");
}

function shapeAt(shape: DataShape, path: Access["path"]): DataShape | null {
  let at: DataShape | null = shape;
  for (const part of path) {
    if (at === null) return null;
    at = typeof part === "number" ? at.items : (at.fields.get(part) ?? null);
  }
  return at;
}

const EVENT_TYPES: Readonly<Record<string, string>> = {
  type: "string",
  streamId: "string",
  eventId: "string",
  version: "double",
  schemaVersion: "double",
  position: "int",
  occurredAt: "google.protobuf.Timestamp",
  recordedAt: "google.protobuf.Timestamp",
};
const KIND_TYPES: Readonly<Record<JsonKind, string>> = {
  text: "string",
  number: "double",
  "truth value": "bool",
  list: "list<dyn>",
  object: "dyn",
  null: "dyn",
};

/** Lets the type checker know what stands in fields and columns, which at run time it finds out for itself. */
function giveTypes({ accesses }: Names, scope: CheckScope): void {
  for (const { node, path } of accesses) {
    const type = typeOf(path, scope);
    if (type === null || type === "dyn") continue;
    const check = node.meta.check as (checker: TypeChecker, ast: unknown, context: unknown) => CelType;
    node.setMeta("check", (checker: TypeChecker, ast: unknown, context: unknown) => {
      check(checker, ast, context);
      return checker.getType(type);
    });
  }
}

function typeOf(path: Access["path"], { row, shapes }: CheckScope): string | null {
  const [root, first] = path;
  if (root === "row") return path.length === 2 ? (row?.get(String(first)) ?? null) : null;
  if (root === "event") return path.length === 2 ? (EVENT_TYPES[String(first)] ?? null) : null;
  if (root === "state") return null;
  const types = new Set(
    shapes.flatMap(({ shape }) => [...(shapeAt(shape, path.slice(1))?.kinds ?? [])]).map((kind) => KIND_TYPES[kind]),
  );
  const [only] = types;
  return types.size === 1 ? (only ?? null) : null;
}

/** Any column may be null and any field too: asking so is no mistake, whatever the type. */
function allowNullComparisons(comparisons: readonly CelNode[]): void {
  for (const node of comparisons) {
    const strict = node.meta.check as (checker: TypeChecker, ast: unknown, context: unknown) => CelType;
    const [left, right] = node.args as readonly CelNode[];
    node.setMeta("check", (checker: TypeChecker, ast: unknown, context: unknown) => {
      const sides = [checker.check(left, context), checker.check(right, context)];
      return sides.some(({ name }) => name === "null") ? checker.getType("bool") : strict(checker, ast, context);
    });
  }
}
