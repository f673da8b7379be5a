import type { EventSchema } from "../../upcaster";
import { schemaName } from "../../upcaster";
import { type ExportedFile, kebabCase, oneLine, pascalCase } from "../exported-file";
import type { ExportedStep } from "../exported-step";
import { notesOn } from "../notes";
import { outsideNames } from "../outside-names";
import { snippetsFor } from "../snippets";
import { operationLines } from "./operation-lines";
import { TYPESCRIPT_PRELUDE } from "./prelude";

const EVENT = `  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;`;
const WHOLE_EVENT = `${EVENT}
  readonly streamId: string;
  readonly version: number;
  readonly position: bigint;
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly metadata: unknown;`;

/** Upcasters as one TypeScript function that needs nothing else; throws an `UntranslatableError`. */
export function exportTypescript(steps: readonly ExportedStep[], type: string): ExportedFile {
  const file = new TypescriptFile(`upcast${pascalCase(type)}`);
  const cases = steps.map((step) => file.caseOf(step));
  return { fileName: `${kebabCase(type)}.upcasters.ts`, text: file.text(type, cases), notes: file.notes };
}

class TypescriptFile {
  readonly notes: string[] = [];
  readonly #function: string;
  readonly #used = new Set<string>();
  readonly #code: string[] = [];
  #readsEvent = false;

  constructor(name: string) {
    this.#function = name;
  }

  caseOf(step: ExportedStep): string {
    const body =
      "code" in step.work ? this.#byCode(step, step.work.code) : this.#byOperations(step, step.work.operations);
    const lines = [`// ${oneLine(step.title)}`, ...body].map((line) => `      ${line}`);
    return `    case ${JSON.stringify(schemaName(step.from))}: {\n${lines.join("\n")}\n    }`;
  }

  text(type: string, cases: readonly string[]): string {
    this.notes.push(...notesOn(this.#used));
    const isChecked = this.#code.length === 0;
    const prelude = snippetsFor(TYPESCRIPT_PRELUDE, ["UpcastError", ...this.#used]);
    const parts = [
      `${isChecked ? "" : "// @ts-nocheck: functions in code are given without their types.\n"}// Events "${oneLine(type)}" as they are read today: Foldline's active upcasters in TypeScript (ES2022).`,
      ...(this.notes.length === 0
        ? []
        : [["// Other than in Foldline:", ...this.notes.map((note) => `//  - ${oneLine(note)}`)].join("\n")]),
      `export interface UpcastEvent {\n${this.#readsEvent ? WHOLE_EVENT : EVENT}\n}`,
      `/** The events that a stored one is read as today: none, one, or several. Throws an UpcastError. */
export function ${this.#function}<Event extends UpcastEvent>(event: Event): Event[] {
  switch (\`\${event.type}@\${event.schemaVersion}\`) {
${cases.join("\n")}
    default:
      return [event];
  }
}`,
      ...this.#code,
      ...prelude,
    ];
    return `${parts.join("\n\n")}\n`;
  }

  #byOperations(step: ExportedStep, operations: Parameters<typeof operationLines>[0]): string[] {
    const written = operationLines(operations, {
      root: "data",
      made: (schema, data) => this.#made(schema, data),
      to: step.to,
      note: (note) => this.#note(step, note),
      use: (name) => this.#used.add(name),
    });
    this.#readsEvent ||= written.readsEvent;
    return ["const data = structuredClone(event.data);", ...written.lines];
  }

  #byCode(step: ExportedStep, text: string | null): string[] {
    if (text === null) {
      this.#used.add("fail");
      this.#note(step, "it is written in code whose text no worker has registered; its events raise an error.");
      return [`return fail(${JSON.stringify(`"${step.title}" is written in code, which is not part of this file.`)});`];
    }
    this.#readsEvent = true;
    const name = `code${this.#code.length + 1}`;
    for (const helper of ["dropEvent", "severalEvents"])
      if (new RegExp(`\\b${helper}\\b`).test(text)) this.#used.add(helper);
    this.#used.add("madeByCode");
    this.#code.push(`/** ${oneLine(step.title)}: written in code. */\nconst ${name}: any = ${asExpression(text)};`);
    const outside = outsideNames(text);
    if (outside.length > 0) {
      this.#note(step, `its function uses ${outside.join(", ")} from the file it was written in; add what these are.`);
    }
    return [`return madeByCode(${name}, event).flatMap((data) => ${this.#made(step.to, "data")});`];
  }

  #made({ type, schemaVersion }: EventSchema, data: string): string {
    const value = data === "data" ? "data" : `data: ${data}`;
    return `${this.#function}({ ...event, type: ${JSON.stringify(type)}, schemaVersion: ${schemaVersion}, ${value} })`;
  }

  #note(step: ExportedStep, note: string): void {
    this.notes.push(`"${step.title}" (${schemaName(step.from)}): ${note}`);
  }
}

/** The text of a function as an expression: a method has to stand in an object. */
function asExpression(text: string): string {
  const isExpression = /^(?:async\s*)?(?:function\b|\([\s\S]*?\)\s*=>|[\w$]+\s*=>)/.test(text);
  if (isExpression) return text;
  const [name = "upcast"] = /^[\w$]+/.exec(text) ?? [];
  return `({ ${text} }).${name}`;
}
