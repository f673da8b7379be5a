import { type DataShape, type JsonKind, shapeAt } from "../data-shape";
import { nearest } from "../nearest";
import type { CheckScope } from "./check-scope";
import { EVENT_FIELDS } from "./event";
import type { ExpressionFix, ExpressionProblem } from "./expression-problem";
import type { Access, Names } from "./names";
import type { CelNode } from "./nodes";

/** Calls of what the language does not know. */
export function* unknownFunctions(
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

/** Names that stand for nothing where the expression is read, and those that some events lack. */
export function* unknownFields(text: string, names: Names, scope: CheckScope): Generator<ExpressionProblem> {
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
