import type { CelName } from "@/components/code-editor/cel-names";
import { type ChangeForm, type ReducerForm, readInitial } from "./reducer-form";

/** What expressions can name of the state: its paths at the start, and those that changes make. */
export function stateNames(form: ReducerForm): CelName[] {
  const kinds = new Map<string, string>();
  const initial = readInitial(form.initial) ?? {};
  for (const [name, value] of Object.entries(initial)) kinds.set(name, kindOf(value));
  for (const { changes } of form.types) {
    for (const change of changes) if (change.path.trim() !== "") add(kinds, change);
  }
  const names = [...kinds].map(([path, kind]) => ({ name: celOf(path), kind, presence: null }));
  return [...names, { name: "state", kind: "all of it", presence: null }, ITEM];
}

const ITEM: CelName = { name: "item", kind: "the item at hand, where items are changed", presence: null };

/** The paths of the state, as changes name them. */
export function statePaths(form: ReducerForm): string[] {
  const initial = Object.keys(readInitial(form.initial) ?? {});
  const made = form.types.flatMap(({ changes }) => changes.map(({ path }) => path.trim()));
  return [...new Set([...initial, ...made])].filter((path) => path !== "").toSorted();
}

function add(kinds: Map<string, string>, { op, path }: ChangeForm): void {
  const kind = op === "set" || op === "remove" ? "set by an event" : "list";
  if (!kinds.has(path.trim())) kinds.set(path.trim(), kind);
}

function celOf(path: string): string {
  const segments = path.startsWith("/") ? path.slice(1).split("/") : path.split(".");
  return segments.reduce((cel, name) => cel + stepOf(name), "state");
}

function stepOf(name: string): string {
  if (/^\d+$/.test(name)) return `[${name}]`;
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "list";
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "truth value";
  return Object.getPrototypeOf(value) === Object.prototype ? "object" : "number";
}
