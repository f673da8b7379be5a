import type { DataOperation } from "../../operations/schemas";
import { parsePath } from "../../path";
import type { EventSchema } from "../../upcaster";
import { translateExpression } from "../cel-translator";
import type { Call, Language } from "../language";
import { LOST_DIGITS } from "../notes";
import { pythonConstant, pythonText } from "./constant";
import { pythonLanguage, pythonName } from "./language";
import { PYTHON_PRELUDE } from "./prelude";

/** Writes operations on data as Python statements. */
export class OperationWriter {
  /** Whether an expression looks at the event itself, which a method on its state does not have. */
  readsEvent = false;
  /** Whether an expression takes the data as a whole. */
  readsWhole = false;
  readonly #language: Language;
  readonly #use: (helper: string) => void;
  readonly #note: (note: string) => void;

  constructor(from: EventSchema, use: (helper: string) => void, note: (note: string) => void) {
    this.#language = pythonLanguage(PYTHON_PRELUDE, from);
    this.#use = use;
    this.#note = note;
  }

  edit(operation: DataOperation, root: string): string[] {
    switch (operation.op) {
      case "rename":
      case "move": {
        const [from, to] = [path(operation.from), path(operation.to)];
        return from === to ? [] : [this.#call("move", root, from, to, ...ifPresent(operation.ifPresent))];
      }
      case "set":
        return [
          this.#call(
            operation.ifMissing ? "putIfMissing" : "put",
            root,
            path(operation.path),
            pythonConstant(operation.value),
          ),
        ];
      case "remove":
        return [this.#call("remove", root, path(operation.path))];
      case "compute": {
        const { lines, text } = this.#expression(operation.expression, root);
        return [...lines, this.#call("put", root, path(operation.path), this.#call("toJson", text))];
      }
      case "convert": {
        const helper = pythonName(`to${operation.to.charAt(0).toUpperCase()}${operation.to.slice(1)}`);
        this.#use(helper);
        const decimals = operation.decimals ?? 0;
        const make = decimals === 0 ? helper : `lambda value: ${helper}(value, ${decimals})`;
        if (operation.to === "text" || operation.to === "integer") this.#note(LOST_DIGITS);
        return [this.#call("convert", root, path(operation.path), make, ...ifPresent(operation.ifPresent))];
      }
      case "mapValues": {
        const values = operation.values
          .map(({ from, to }) => `(${pythonConstant(from)}, ${pythonConstant(to)})`)
          .join(", ");
        const { otherwise = "fail" } = operation;
        const rest = typeof otherwise === "string" ? pythonText(otherwise) : `[${pythonConstant(otherwise.value)}]`;
        return [
          this.#call("mapValues", root, path(operation.path), `[${values}]`, ...(otherwise === "fail" ? [] : [rest])),
        ];
      }
    }
  }

  /** Statements to run before a condition, and the condition. */
  condition(when: string, root: string): { lines: string[]; text: string } {
    const { lines, text } = this.#expression(when, root);
    return { lines, text: this.#call("holds", text) };
  }

  #expression(expression: string, root: string): { lines: string[]; text: string } {
    const { text, ...reads } = translateExpression(expression, {
      language: this.#language,
      call: this.#call,
      data: "data",
    });
    this.readsEvent ||= reads.readsEvent;
    this.readsWhole ||= reads.readsWhole;
    return { lines: reads.readsData ? [`data = ${this.#call("doubles", root)}`] : [], text };
  }

  readonly #call: Call = (helper, ...args) => {
    const name = pythonName(helper);
    this.#use(name);
    return `${name}(${args.join(", ")})`;
  };
}

function path(text: string): string {
  return `[${parsePath(text).map(pythonText).join(", ")}]`;
}

function ifPresent(is: boolean | undefined): string[] {
  return is === true ? ["if_present=True"] : [];
}
