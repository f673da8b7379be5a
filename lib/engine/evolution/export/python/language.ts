import type { EventSchema } from "../../upcaster";
import type { Language } from "../language";
import { pythonConstant, pythonText } from "./constant";

const KEYWORDS = new Set(
  (
    "False None True abs all and any as assert async await bool break class continue data def del dict double elif else " +
    "event except finally float for from global if import in int is isinstance lambda list len map math max min " +
    "nonlocal not or part pass print raise range re return round set sorted state str sum tuple try type while with yield"
  ).split(" "),
);

/** How a field of the event is read, so that it is what expressions expect. */
const FIELDS: Readonly<Record<string, (read: string) => string>> = {
  streamId: (read) => read,
  eventId: (read) => read,
  version: (read) => `float(${read})`,
  position: (read) => `int(${read})`,
};
const HELPERS: Readonly<Record<string, string>> = { occurredAt: "moment", recordedAt: "moment", metadata: "doubles" };

/** Expressions as Python, of a step from `from`; `snippets` are the names that the prelude may take. */
export function pythonLanguage(snippets: object, from: EventSchema): Language {
  return {
    nothing: "None",
    int: (value) => (value < 0n ? `(${value})` : String(value)),
    double: pythonDouble,
    text: pythonText,
    truth: (value) => pythonConstant(value),
    list: (items) => `[${items.join(", ")}]`,
    map: (entries) => `[${entries.map(([key, value]) => `(${key}, ${value})`).join(", ")}]`,
    lambda: (parameter, body) => `lambda${parameter === null ? "" : ` ${parameter}`}: ${body}`,
    bind: (parameter, value, body) => `(lambda ${parameter}: ${body})(${value})`,
    choose: (condition, yes, no) => `(${yes} if ${condition} else ${no})`,
    not: (truth) => `(not ${truth})`,
    pattern: (source) => `re.compile(${pythonText(source)}, re.ASCII)`,
    eventField(name, call) {
      if (name === "type") return pythonText(from.type);
      if (name === "schemaVersion") return pythonDouble(from.schemaVersion);
      const read = `event[${pythonText(name)}]`;
      const helper = HELPERS[name];
      if (helper !== undefined) return call(helper, read);
      const write = FIELDS[name];
      if (write !== undefined) return write(read);
      call("Duration");
      return call("field", call("eventFields", "event"), pythonText(name));
    },
    helper: pythonName,
    isTaken: (name) => KEYWORDS.has(name) || Object.hasOwn(snippets, name),
  };
}

/** A name in Python's custom; one that Python has itself gets an underscore. */
export function pythonName(name: string): string {
  const snake = name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`);
  const lower = /^[A-Z]/.test(name) ? name : snake.toLowerCase();
  return KEYWORDS.has(lower) ? `${lower}_` : lower;
}

function pythonDouble(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
