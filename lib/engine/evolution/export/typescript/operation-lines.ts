import type { DataOperation, Operation } from "../../operations/schemas";
import { splitSchemas } from "../../operations/schemas";
import { parsePath } from "../../path";
import type { EventSchema } from "../../upcaster";
import { translateExpression } from "../cel-translator";
import type { Call, Language } from "../language";
import { LOST_DIGITS } from "../notes";
import { typescriptLanguage } from "./language";
import { TYPESCRIPT_PRELUDE } from "./prelude";

const language: Language = typescriptLanguage(TYPESCRIPT_PRELUDE);

interface Around {
  /** What the data is called. */
  readonly root: string;
  readonly to: EventSchema;
  /** The events that further upcasters make of one. */
  made(schema: EventSchema, data: string): string;
  note(note: string): void;
  use(helper: string): void;
}

/** Operations as statements, the last of which returns the events made. */
export function operationLines(
  operations: readonly Operation[],
  around: Around,
): { lines: string[]; readsEvent: boolean } {
  const writer = new OperationWriter(around);
  const lines = operations.flatMap((operation) => writer.lines(operation, around.root));
  if (operations.at(-1)?.op !== "split") lines.push(`return ${around.made(around.to, around.root)};`);
  return { lines, readsEvent: writer.readsEvent };
}

class OperationWriter {
  readsEvent = false;
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  lines(operation: Operation, root: string): string[] {
    if (operation.op === "renameType") return [];
    if (operation.op === "drop") {
      return operation.when === undefined
        ? ["return [];"]
        : [`if (${this.#condition(operation.when, root)}) return [];`];
    }
    return operation.op === "split" ? this.#split(operation, root) : this.#edit(operation, root);
  }

  #edit(operation: DataOperation, root: string): string[] {
    switch (operation.op) {
      case "rename":
      case "move": {
        const [from, to] = [path(operation.from), path(operation.to)];
        return from === to ? [] : [`${this.#call("move", root, from, to, ...(operation.ifPresent ? ["true"] : []))};`];
      }
      case "set":
        return [
          `${this.#call(operation.ifMissing ? "putIfMissing" : "put", root, path(operation.path), constant(operation.value))};`,
        ];
      case "remove":
        return [`${this.#call("remove", root, path(operation.path))};`];
      case "compute":
        return [
          `${this.#call("put", root, path(operation.path), this.#call("json", this.#expression(operation.expression, root)))};`,
        ];
      case "convert": {
        const helper = `to${operation.to.charAt(0).toUpperCase()}${operation.to.slice(1)}`;
        const decimals = operation.decimals ?? 0;
        this.#around.use(helper);
        const make = decimals === 0 ? `(value) => ${helper}(value)` : `(value) => ${helper}(value, ${decimals})`;
        if (operation.to === "text" || operation.to === "integer") this.#around.note(LOST_DIGITS);
        return [
          `${this.#call("convert", root, path(operation.path), make, ...(operation.ifPresent ? ["true"] : []))};`,
        ];
      }
      case "mapValues": {
        const values = operation.values.map(({ from, to }) => `[${constant(from)}, ${constant(to)}]`).join(", ");
        const { otherwise = "fail" } = operation;
        const rest =
          typeof otherwise === "string" ? JSON.stringify(otherwise) : `{ value: ${constant(otherwise.value)} }`;
        return [
          `${this.#call("mapValues", root, path(operation.path), `[${values}]`, ...(rest === '"fail"' ? [] : [rest]))};`,
        ];
      }
    }
  }

  #split(operation: Extract<Operation, { op: "split" }>, root: string): string[] {
    const schemas = splitSchemas(operation, this.#around.to);
    const parts = operation.events.flatMap(({ when, operations }, index) => {
      const body = [
        `const part = structuredClone(${root});`,
        ...operations.flatMap((each) => this.#edit(each, "part")),
        `made.push(...${this.#around.made(schemas[index] ?? this.#around.to, "part")});`,
      ];
      const head = when === undefined ? "{" : `if (${this.#condition(when, root)}) {`;
      return [head, ...body.map((line) => `  ${line}`), "}"];
    });
    return ["const made: Event[] = [];", ...parts, "return made;"];
  }

  #condition(text: string, root: string): string {
    return this.#call("holds", this.#expression(text, root));
  }

  #expression(text: string, root: string): string {
    const { text: written, readsEvent } = translateExpression(text, { language, call: this.#call, data: root });
    this.readsEvent ||= readsEvent;
    return written;
  }

  readonly #call: Call = (helper, ...args) => {
    this.#around.use(helper);
    return `${language.helper(helper)}(${args.join(", ")})`;
  };
}

function path(text: string): string {
  return `[${parsePath(text)
    .map((name) => JSON.stringify(name))
    .join(", ")}]`;
}

/** A JSON value; a name in brackets makes a field even of "__proto__". */
function constant(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(constant).join(", ")}]`;
  const fields = Object.entries(value).map(([name, each]) => {
    return `${name === "__proto__" ? '["__proto__"]' : JSON.stringify(name)}: ${constant(each)}`;
  });
  return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
}
