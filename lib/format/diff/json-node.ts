import { isLosslessNumber } from "lossless-json";

/** A JSON value made ready to be compared: equal values of one comparison have the same `id`. */
export interface JsonNode {
  readonly kind: "object" | "list" | "leaf";
  readonly value: unknown;
  readonly id: number;
  /** How many values below it hold no others; an empty object or list is one itself. */
  readonly leaves: number;
  /** The members of an object, in the order of `keys`, or the items of a list. */
  readonly children: readonly JsonNode[];
  readonly keys: readonly string[];
}

interface Open {
  readonly value: object;
  readonly keys: readonly string[] | null;
  readonly values: readonly unknown[];
  readonly children: JsonNode[];
}

const NONE: readonly never[] = [];

/**
 * Makes nodes of values, those of both sides by the same one, so that equal values get equal ids. Numbers are equal when
 * their digits are: 1.0 and 1.00 differ. The order of an object's keys is no difference. It keeps its own stack, because
 * JSON may be nested more deeply than calls can be.
 */
export function nodeMaker(): (value: unknown) => JsonNode {
  const ids = newIds();
  const leaf = (value: unknown): JsonNode => ({
    kind: "leaf",
    value,
    id: ids.ofLeaf(value),
    leaves: 1,
    children: NONE,
    keys: NONE,
  });
  const close = ({ value, keys, children }: Open): JsonNode => ({
    kind: keys === null ? "list" : "object",
    value,
    id: keys === null ? ids.ofList(children) : ids.ofObject(keys, children),
    leaves: Math.max(
      1,
      children.reduce((sum, child) => sum + child.leaves, 0),
    ),
    children,
    keys: keys ?? NONE,
  });
  return (root) => {
    if (!holdsOthers(root)) return leaf(root);
    const stack: Open[] = [opened(root)];
    for (;;) {
      const top = stack[stack.length - 1] as Open;
      if (top.children.length === top.values.length) {
        const done = close(top);
        stack.pop();
        const parent = stack[stack.length - 1];
        if (parent === undefined) return done;
        parent.children.push(done);
        continue;
      }
      const next = top.values[top.children.length];
      if (holdsOthers(next)) stack.push(opened(next));
      else top.children.push(leaf(next));
    }
  };
}

function holdsOthers(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isLosslessNumber(value);
}

function opened(value: object): Open {
  if (Array.isArray(value)) return { value, keys: null, values: value, children: [] };
  const entries = Object.entries(value);
  return { value, keys: entries.map(([key]) => key), values: entries.map(([, member]) => member), children: [] };
}

/** Numbers for values: equal ones get the same. What is below a value is in its text only as the numbers that it has. */
function newIds() {
  let next = 0;
  const idsOf = () => {
    const ids = new Map<unknown, number>();
    return (key: unknown): number => {
      const known = ids.get(key);
      if (known !== undefined) return known;
      ids.set(key, next);
      next += 1;
      return next - 1;
    };
  };
  const [ofText, ofDigits, ofWord, ofList, ofObject, ofKeys] = [idsOf(), idsOf(), idsOf(), idsOf(), idsOf(), idsOf()];
  return {
    ofLeaf: (value: unknown): number => {
      if (typeof value === "string") return ofText(value);
      if (isLosslessNumber(value)) return ofDigits(value.value);
      return typeof value === "number" || typeof value === "bigint" ? ofDigits(String(value)) : ofWord(value);
    },
    ofList: (children: readonly JsonNode[]): number => ofList(children.map(({ id }) => id).join()),
    ofObject: (keys: readonly string[], children: readonly JsonNode[]): number => {
      const members = keys.map((key, index) => `${ofKeys(key)}=${children[index]?.id}`);
      return ofObject(members.sort().join());
    },
  };
}
