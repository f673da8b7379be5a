import { formatPath, type PathSegments } from "./path";

/** An edit that the value at hand does not allow; `path` says where. */
export class JsonEditError extends Error {
  override readonly name = "JsonEditError";
  readonly path: string;

  constructor(path: PathSegments, problem: string) {
    super(path.length === 0 ? `The data ${problem}` : `${formatPath(path)} ${problem}`);
    this.path = formatPath(path);
  }
}

type Fields = Record<string, unknown>;
const MANY_FIELDS = 500;

type Container = Fields | unknown[];
/** Makes the change in `parent` when that is `owned`, else in a copy, and returns which it was. */
type Change = (parent: Container, name: string, owned: boolean) => Container;

/**
 * A JSON value that is changed and leaves the one it began as whole: each object and list is copied before its first
 * change, and only then. Paths have at least one name.
 */
export class JsonDraft {
  root: unknown;
  #ownsRoot = false;
  #owned: Set<object> | null = null;

  constructor(root: unknown) {
    this.root = root;
  }

  /** What stands at `path`, or undefined when nothing does. */
  at(path: PathSegments): unknown {
    return valueAt(this.root, path);
  }

  /** Writes a value; objects on the way are made where there are none. */
  put(path: PathSegments, value: unknown): void {
    const fields = path.length === 1 ? this.#ownFields() : null;
    if (fields !== null) {
      store(fields, path[0] ?? "", value);
      return;
    }
    this.#change(path, (parent, name, owned) => {
      if (!Array.isArray(parent)) return store(owned ? parent : { ...parent }, name, value);
      const index = placeIn(name);
      if (index === null || index > parent.length) throw new JsonEditError(path, "is no place in that list.");
      const list = owned ? parent : [...parent];
      list[index] = value;
      return list;
    });
  }

  /** Takes away what stands at `path`, if anything does. */
  remove(path: PathSegments): void {
    if (this.at(path) === undefined) return;
    this.#change(path, (parent, name, owned) => {
      if (!Array.isArray(parent)) return withoutField(parent, name, owned);
      const list = owned ? parent : [...parent];
      list.splice(Number(name), 1);
      return list;
    });
  }

  /** Gives what stands at `from`, which must be there, the path `to`. `inPlace`: the paths differ in their last name only. */
  move(from: PathSegments, to: PathSegments, inPlace: boolean): void {
    const parent = from.length === 1 ? this.root : this.at(from.slice(0, -1));
    // A field keeps its place among the others; an item of a list has none to keep.
    if (inPlace && !Array.isArray(parent)) {
      const newName = to.at(-1) ?? "";
      this.#change(from, (fields, name) => withNewName(fields as Fields, name, newName));
      return;
    }
    const value = this.at(from);
    this.remove(from);
    this.put(to, value);
  }

  /** The fields of the root, ready to be changed; null where it is no object. */
  #ownFields(): Fields | null {
    const root = this.root;
    if (!isContainer(root) || Array.isArray(root)) return null;
    if (this.#ownsRoot) return root;
    const copy = { ...root };
    this.root = copy;
    this.#ownsRoot = true;
    return copy;
  }

  #change(path: PathSegments, change: Change): void {
    const last = path.length - 1;
    let holder: Container | null = null;
    let inHolder = "";
    let here = containerAt(this.root, path, 0);
    for (let depth = 0; depth <= last; depth++) {
      const name = path[depth] ?? "";
      const owned = depth === 0 ? this.#ownsRoot : this.#owned?.has(here) === true;
      const changed = depth === last ? change(here, name, owned) : owned ? here : copyOf(here);
      if (changed !== here) {
        this.#own(changed, depth);
        if (holder === null) this.root = changed;
        else store(holder, inHolder, changed);
      }
      if (depth === last) return;
      if (Array.isArray(changed) && (placeIn(name) ?? changed.length) >= changed.length) {
        throw new JsonEditError(path, "is no place in that list.");
      }
      here = containerAt(fieldOf(changed, name), path, depth + 1);
      holder = changed;
      inHolder = name;
    }
  }

  #own(container: Container, depth: number): void {
    if (depth === 0) {
      this.#ownsRoot = true;
      return;
    }
    this.#owned ??= new Set();
    this.#owned.add(container);
  }
}

/** What stands at `path` in a JSON value, or undefined when nothing does. Own fields only. */
export function valueAt(root: unknown, path: PathSegments): unknown {
  let value = root;
  for (const name of path) {
    if (!isContainer(value)) return undefined;
    value = fieldOf(value, name);
  }
  return value;
}

function fieldOf(parent: Container, name: string): unknown {
  if (Array.isArray(parent)) {
    const index = placeIn(name);
    return index === null ? undefined : parent[index];
  }
  return Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function containerAt(value: unknown, path: PathSegments, depth: number): Container {
  if (value === undefined) return {};
  if (isContainer(value)) return value;
  const what = depth === 0 ? "the data" : formatPath(path.slice(0, depth));
  throw new JsonEditError(path, `cannot be reached: ${what} is no object.`);
}

/** Objects and lists that JSON has; a number kept as its digits is an instance of a class and thus a leaf. */
function isContainer(value: unknown): value is Container {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function copyOf(container: Container): Container {
  return Array.isArray(container) ? [...container] : { ...container };
}

function withoutField(fields: Fields, name: string, owned: boolean): Fields {
  const names = Object.keys(fields);
  // Deleting makes an object slow to read; copying makes many fields slow to take away one by one.
  if (owned && names.length > MANY_FIELDS) {
    delete fields[name];
    return fields;
  }
  const rest: Fields = {};
  for (const key of names) if (key !== name) store(rest, key, fields[key]);
  return rest;
}

function withNewName(fields: Fields, name: string, newName: string): Fields {
  const renamed: Fields = {};
  for (const key of Object.keys(fields)) store(renamed, key === name ? newName : key, fields[key]);
  return renamed;
}

function store<Parent extends Container>(parent: Parent, name: string, value: unknown): Parent {
  // Assigning to "__proto__" would give the object another prototype instead of a field.
  if (name === "__proto__") {
    return Object.defineProperty(parent, name, { value, writable: true, enumerable: true, configurable: true });
  }
  (parent as Fields)[name] = value;
  return parent;
}

function placeIn(name: string): number | null {
  return /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : null;
}
