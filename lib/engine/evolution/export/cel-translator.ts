import { celEnvironment } from "../cel/environment";
import type { CelNode } from "../cel/nodes";
import { placed } from "../cel/parse";
import { FUNCTIONS, MACROS, METHODS, OPERATORS, TIME_PARTS, TYPES } from "./cel-helpers";
import type { Call, Language } from "./language";
import { portablePattern } from "./linear-pattern";
import { UntranslatableError } from "./untranslatable";

const environment = celEnvironment();

/** What a translation uses besides helpers. */
interface Translation {
  readonly text: string;
  /** Whether it reads fields of the event beside its data that a step on the data alone cannot know. */
  readonly readsEvent: boolean;
  readonly readsData: boolean;
  /** Whether it takes the data as a whole, and not only fields of it. */
  readonly readsWhole: boolean;
}

/** Fields of the event that follow from the step itself. */
const KNOWN_OF_STEP: ReadonlySet<string> = new Set(["type", "schemaVersion"]);
const TIMES: ReadonlySet<string> = new Set(["occurredAt", "recordedAt"]);

/**
 * Writes a CEL expression in another language, with the same meaning: what a value is decides at run time what an
 * operator does to it, as in CEL. Throws an `UntranslatableError` for what there is no way to write.
 */
export function translateExpression(
  text: string,
  { language, call, data }: { readonly language: Language; readonly call: Call; readonly data: string },
): Translation {
  const { ast } = placed(text, () => environment.parse(text));
  const translator = new Translator(text, language, call, data);
  // A parsed expression is a CelNode with accessors that its declared type leaves out.
  const result = translator.write(ast as unknown as CelNode, new Map());
  const { readsEvent, readsData, readsWhole } = translator;
  return { text: result, readsEvent, readsData, readsWhole };
}

/** The variables of loops, and what they are called in the other language. */
type Scope = ReadonlyMap<string, string>;

class Translator {
  readsEvent = false;
  readsData = false;
  readsWhole = false;
  readonly #expression: string;
  readonly #language: Language;
  readonly #call: Call;
  /** What the data is called. */
  readonly #data: string;

  constructor(expression: string, language: Language, call: Call, data: string) {
    this.#expression = expression;
    this.#language = language;
    this.#call = call;
    this.#data = data;
  }

  write(node: CelNode, scope: Scope): string {
    switch (node.op) {
      case "value":
        return this.#value(node);
      case "id":
        return this.#name(node, scope);
      case ".":
        return this.#field(node, scope);
      case "[]":
        return this.#item(node, scope);
      case "?:": {
        const [condition, yes, no] = node.args as readonly [CelNode, CelNode, CelNode];
        return this.#language.choose(
          this.#call("truth", this.write(condition, scope)),
          this.write(yes, scope),
          this.write(no, scope),
        );
      }
      case "||":
      case "&&": {
        const [left, right] = (node.args as readonly CelNode[]).map((side) =>
          this.#language.lambda(null, this.write(side, scope)),
        );
        return this.#call(node.op === "||" ? "either" : "both", left ?? "", right ?? "");
      }
      case "!_":
        return this.#language.not(this.#call("truth", this.write(node.args as CelNode, scope)));
      case "-_":
        return this.#call("minus", this.write(node.args as CelNode, scope));
      case "list":
        return this.#language.list((node.args as readonly CelNode[]).map((item) => this.write(item, scope)));
      case "map":
        return this.#map(node, scope);
      case "call":
        return this.#function(node, scope);
      case "rcall":
        return this.#method(node, scope);
      case "!=":
        return this.#language.not(this.#binary("equal", node, scope));
      default: {
        const helper = OPERATORS[node.op];
        if (helper === undefined) throw this.#cannot(node, `"${node.op}"`);
        return this.#binary(helper, node, scope);
      }
    }
  }

  #cannot(node: CelNode, what: string, options?: ErrorOptions): UntranslatableError {
    const problem = `${what} cannot be written outside of Foldline`;
    return new UntranslatableError(problem, this.#expression, node.range, options);
  }

  #binary(helper: string, node: CelNode, scope: Scope): string {
    const [left, right] = node.args as readonly [CelNode, CelNode];
    return this.#call(helper, this.write(left, scope), this.write(right, scope));
  }

  #value(node: CelNode): string {
    const value = node.args;
    if (value === null) return this.#language.nothing;
    if (typeof value === "bigint") return this.#language.int(value);
    if (typeof value === "number") return this.#language.double(value);
    if (typeof value === "string") return this.#language.text(value);
    if (typeof value === "boolean") return this.#language.truth(value);
    throw this.#cannot(node, "A value of bytes or of an unsigned integer");
  }

  #name(node: CelNode, scope: Scope): string {
    const name = String(node.args);
    const local = scope.get(name);
    if (local !== undefined) return local;
    if (name === "data") {
      this.readsData = true;
      this.readsWhole = true;
      return this.#data;
    }
    if (name === "event") {
      this.readsEvent = true;
      this.#call("Duration");
      return this.#call("eventFields", "event");
    }
    const type = TYPES[name];
    if (type === undefined) throw this.#cannot(node, `"${name}"`);
    return this.#call("typeNamed", this.#language.text(type));
  }

  #field(node: CelNode, scope: Scope): string {
    const [object, name] = node.args as readonly [CelNode, string];
    const timeType = /^google\.protobuf\.(Timestamp|Duration)$/.exec(dotted(node))?.[0];
    if (timeType !== undefined) return this.#call("typeNamed", this.#language.text(timeType));
    if (isVariable(object, "event", scope)) {
      if (!KNOWN_OF_STEP.has(name)) this.readsEvent = true;
      if (TIMES.has(name)) this.#call("Duration");
      return this.#language.eventField(name, this.#call);
    }
    return this.#call("field", this.#object(object, scope), this.#language.text(name));
  }

  #item(node: CelNode, scope: Scope): string {
    const [object, index] = node.args as readonly [CelNode, CelNode];
    return this.#call("item", this.#object(object, scope), this.write(index, scope));
  }

  /** As `write`, without the check of what a field is taken from: taking the field checks it. */
  #object(node: CelNode, scope: Scope): string {
    if (!isVariable(node, "data", scope)) return this.write(node, scope);
    this.readsData = true;
    return this.#data;
  }

  #map(node: CelNode, scope: Scope): string {
    const entries = (node.args as readonly (readonly [CelNode, CelNode])[]).map(
      ([key, value]) => [this.write(key, scope), this.write(value, scope)] as const,
    );
    return this.#call("mapOf", this.#language.map(entries));
  }

  #function(node: CelNode, scope: Scope): string {
    const [name, args] = node.args as readonly [string, readonly CelNode[]];
    if (name === "has") return this.#has(args, scope);
    if (name === "dyn" && args[0] !== undefined) return this.write(args[0], scope);
    if (name === "coalesce") {
      return this.#call("otherwise", ...args.map((side) => this.#language.lambda(null, this.write(side, scope))));
    }
    const helper = FUNCTIONS[`${name}/${args.length}`];
    if (helper === undefined) throw this.#cannot(node, `"${name}"`);
    if (helper === "asTime" || helper === "asDuration") this.#call("Duration");
    return this.#call(helper, ...args.map((argument) => this.write(argument, scope)));
  }

  #has(args: readonly CelNode[], scope: Scope): string {
    const names: string[] = [];
    let at = args[0];
    while (at?.op === ".") {
      const [object, name] = at.args as readonly [CelNode, string];
      names.unshift(this.#language.text(name));
      at = object;
    }
    return this.#call("has", at === undefined ? "" : this.#object(at, scope), ...names);
  }

  #method(node: CelNode, scope: Scope): string {
    const [name, receiver, args] = node.args as readonly [string, CelNode, readonly CelNode[]];
    if (node.meta.alternate !== undefined) return this.#loop(name, receiver, args, scope);
    if (name === "bind" && isVariable(receiver, "cel", scope)) return this.#bind(args, scope);
    const value = this.write(receiver, scope);
    if (name === "matches") return this.#matches(value, args[0] ?? node);
    const rest = args.map((argument) => this.write(argument, scope));
    if (TIME_PARTS.has(name)) {
      this.#call("Duration");
      return this.#call("timePart", this.#language.text(name), value, ...rest);
    }
    const helper = METHODS[`${name}/${args.length}`];
    if (helper === undefined) throw this.#cannot(node, `"${name}"`);
    return this.#call(helper, value, ...rest);
  }

  #matches(value: string, pattern: CelNode): string {
    if (pattern.op !== "value" || typeof pattern.args !== "string") {
      throw this.#cannot(pattern, "A pattern that is not written out");
    }
    try {
      return this.#call("matches", value, this.#language.pattern(portablePattern(pattern.args)));
    } catch (cause) {
      if (!(cause instanceof Error)) throw cause;
      throw this.#cannot(pattern, `The pattern "${pattern.args}" (${cause.message})`, { cause });
    }
  }

  #loop(macro: string, list: CelNode, args: readonly CelNode[], scope: Scope): string {
    const helper = MACROS[macro] ?? "";
    const [variable, ...bodies] = args;
    const [name, inner] = this.#inner(String(variable?.args), scope);
    const lambdas = bodies.map((body) => this.#language.lambda(name, this.write(body, inner)));
    const items = this.write(list, scope);
    const [first = "", second] = lambdas;
    if (second === undefined) return this.#call(helper, items, first);
    return this.#call("mapped", this.#call("filtered", items, first), second);
  }

  #bind(args: readonly CelNode[], scope: Scope): string {
    const [variable, value, body] = args as readonly [CelNode, CelNode, CelNode];
    const [name, inner] = this.#inner(String(variable.args), scope);
    return this.#language.bind(name, this.write(value, scope), this.write(body, inner));
  }

  #inner(variable: string, scope: Scope): [string, Scope] {
    let name = variable;
    while (this.#language.isTaken(name)) name = `${name}_`;
    return [name, new Map(scope).set(variable, name)];
  }
}

function isVariable(node: CelNode, name: string, scope: Scope): boolean {
  return node.op === "id" && node.args === name && !scope.has(name);
}

function dotted(node: CelNode): string {
  if (node.op === "id") return String(node.args);
  if (node.op !== ".") return "";
  const [object, name] = node.args as readonly [CelNode, string];
  return `${dotted(object)}.${name}`;
}
