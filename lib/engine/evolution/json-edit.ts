import { formatPath, type PathSegments } from "./path";

/** An edit that the value at hand does not allow; `path` says where. */
export class JsonEditError extends Error {
  override readonly name = "JsonEditError";
  readonly path: string;

  constructor(path: PathSegments, problem: string) {
    super(`${formatPath(path)} ${problem}`);
    this.path = formatPath(path);
  }
}

type Container = Readonly<Record<string, unknown>> | readonly unknown[];

/** What stands at `path`, or undefined when nothing does. Own fields only. */
export function valueAt(root: unknown, path: PathSegments): unknown {
  let value = root;
  for (const segment of path) {
    if (!isContainer(value) || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[segment];
  }
  return value;
}

/** Whether anything, `null` included, stands at `path`. */
export function isPresent(root: unknown, path: PathSegments): boolean {
  return valueAt(root, path) !== undefined;
}

/** A copy of `root` with `value` at `path`; objects on the way are made where there are none. */
export function withValue(root: unknown, path: PathSegments, value: unknown): unknown {
  return edit(root, path, 0, (parent, name) => {
    if (!Array.isArray(parent)) return withField(parent, name, value);
    const index = arrayIndex(name);
    if (index === undefined || index > parent.length) throw new JsonEditError(path, "is no place in that list.");
    return Object.assign([...parent], { [index]: value });
  });
}

/** A copy of `root` without what stands at `path`; `root` itself when nothing does. */
export function withoutValue(root: unknown, path: PathSegments): unknown {
  if (!isPresent(root, path)) return root;
  return edit(root, path, 0, (parent, name) => {
    if (Array.isArray(parent)) return parent.toSpliced(Number(name), 1);
    const { [name]: _, ...rest } = parent as Readonly<Record<string, unknown>>;
    return rest;
  });
}

/** A copy of `root` in which a field has another name, at the same place among its neighbours. */
export function withNewName(root: unknown, path: PathSegments, name: string): unknown {
  return edit(root, path, 0, (parent, old) =>
    Object.fromEntries(Object.entries(parent).map(([key, value]) => [key === old ? name : key, value])),
  );
}

function edit(
  value: unknown,
  path: PathSegments,
  depth: number,
  change: (parent: Container, name: string) => Container,
): unknown {
  const name = path[depth];
  if (name === undefined) throw new JsonEditError(path, "names no field.");
  const container = value === undefined ? {} : value;
  if (!isContainer(container)) throw new JsonEditError(path, `cannot be reached: ${nameOf(path, depth)} is no object.`);
  if (depth === path.length - 1) return change(container, name);
  const inner = Object.hasOwn(container, name) ? (container as Readonly<Record<string, unknown>>)[name] : undefined;
  const changed = edit(inner, path, depth + 1, change);
  if (!Array.isArray(container)) return withField(container as Readonly<Record<string, unknown>>, name, changed);
  const index = arrayIndex(name);
  if (index === undefined || index >= container.length) throw new JsonEditError(path, "is no place in that list.");
  return Object.assign([...container], { [index]: changed });
}

function withField(parent: Container, name: string, value: unknown): Container {
  // A computed key makes an own field of any name, "__proto__" included.
  return { ...parent, [name]: value };
}

function arrayIndex(name: string): number | undefined {
  return /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : undefined;
}

/** Objects and lists that JSON has; a number kept as its digits is an instance of a class and thus a leaf. */
function isContainer(value: unknown): value is Container {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function nameOf(path: PathSegments, depth: number): string {
  return depth === 0 ? "the data" : formatPath(path.slice(0, depth));
}
