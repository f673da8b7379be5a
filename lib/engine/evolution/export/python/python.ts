import { type Operation, splitSchemas } from "../../operations/schemas";
import { type EventSchema, schemaName } from "../../upcaster";
import { type ExportedFile, kebabCase, oneLine, pascalCase } from "../exported-file";
import type { ExportedStep } from "../exported-step";
import { notesOn } from "../notes";
import { snippetsFor } from "../snippets";
import { type PythonClass, pythonClasses } from "./classes";
import { pythonText } from "./constant";
import { OperationWriter } from "./operation-lines";
import { importsOf, PYTHON_PRELUDE } from "./prelude";

/**
 * Upcasters as classes with `upcast_vX_vY` methods, as the library `eventsourcing` calls them, and a generator for what
 * these cannot do. Throws an `UntranslatableError`.
 */
export function exportPython(steps: readonly ExportedStep[], type: string): ExportedFile {
  const file = new PythonFile(steps);
  return { fileName: `${kebabCase(type).replaceAll("-", "_")}_upcasters.py`, text: file.text(type), notes: file.notes };
}

/** How a step is written: as lines that change the data in place, and why a method cannot do (all of) it. */
interface WrittenStep {
  readonly step: ExportedStep;
  /** Of a method: what it does before what it cannot do. */
  readonly method: readonly string[];
  /** Of the generator; null: it calls the method. */
  readonly generator: readonly string[] | null;
}

class PythonFile {
  readonly notes: string[] = [];
  readonly #classes: readonly PythonClass[];
  readonly #used = new Set<string>(["UpcastError"]);
  readonly #written: ReadonlyMap<ExportedStep, WrittenStep>;

  constructor(steps: readonly ExportedStep[]) {
    this.#classes = pythonClasses(steps);
    this.#written = new Map(steps.map((step) => [step, this.#write(step)]));
  }

  text(type: string): string {
    const classes = this.#classes.map((each) => this.#class(each));
    const generator = this.#generator();
    const prelude = snippetsFor(PYTHON_PRELUDE, this.#used);
    this.notes.push(...notesOn(this.#used));
    const body = [...classes, generator, ...prelude].join("\n\n\n");
    const head = [
      `# Events "${oneLine(type)}" as they are read today: Foldline's active upcasters in Python (3.10 or newer).`,
      "# The classes hold what the library eventsourcing calls; give its event classes these methods and class_version.",
      "# upcast_events does everything, for events as they are stored.",
      ...(this.notes.length === 0
        ? []
        : ["# Other than in Foldline:", ...this.notes.map((note) => `#  - ${oneLine(note)}`)]),
      "from __future__ import annotations",
      "",
      ...importsOf(body),
    ];
    return `${head.join("\n")}\n\n\n${body}\n`;
  }

  #write(step: ExportedStep): WrittenStep {
    if ("code" in step.work) {
      const source = step.work.code === null ? [] : ["Its function:", ...step.work.code.split("\n")];
      this.#note(
        step,
        "it is written in code; its method and upcast_events raise NotImplementedError: write it in Python.",
      );
      const lines = [
        ...source.map((line) => `# ${oneLineKeepingIndent(line)}`.trimEnd()),
        raise(step, "is written in code: write it in Python"),
      ];
      return { step, method: lines, generator: lines.slice(-1) };
    }
    return this.#writeOperations(step, step.work.operations);
  }

  #writeOperations(step: ExportedStep, operations: readonly Operation[]): WrittenStep {
    const writer = new OperationWriter(
      step.from,
      (name) => this.#used.add(name),
      (note) => this.#note(step, note),
    );
    const method: string[] = [];
    const generator: string[] = ['state = copy.deepcopy(event["data"])'];
    let cannot: string | undefined;
    for (const operation of operations) {
      if (operation.op === "renameType") continue;
      if (operation.op === "split") {
        cannot ??= "makes several events: use upcast_events";
        generator.push(...this.#split(step, operation, writer));
      } else if (operation.op === "drop") {
        if (operation.when === undefined) {
          cannot ??= "passes the event over: use upcast_events";
          generator.push("return");
          break;
        }
        const { lines, text } = writer.condition(operation.when, "state");
        method.push(...lines, `if ${text}:`, `    ${raise(step, "passes this event over: use upcast_events")}`);
        generator.push(...lines, `if ${text}:`, "    return");
        this.#note(
          step,
          "it passes some events over; for these its method raises NotImplementedError, upcast_events does it.",
        );
      } else {
        const lines = writer.edit(operation, "state");
        method.push(...lines);
        generator.push(...lines);
      }
    }
    if (operations.at(-1)?.op !== "split") generator.push(this.#goOn(step.to, "state"));
    if (writer.readsEvent) cannot ??= "looks at the event itself, which a method does not have: use upcast_events";
    if (writer.readsWhole && cannot === undefined) {
      this.#note(
        step,
        "an expression takes the data as a whole; in the library, originator_id, originator_version and timestamp are part of it.",
      );
    }
    if (cannot !== undefined) this.#note(step, `its method raises NotImplementedError: it ${cannot} instead.`);
    const isInPlace = cannot === undefined && !operations.some(({ op }) => op === "drop" || op === "split");
    return {
      step,
      method: cannot === undefined ? method : [raise(step, cannot)],
      generator: isInPlace ? null : generator,
    };
  }

  #split(step: ExportedStep, operation: Extract<Operation, { op: "split" }>, writer: OperationWriter): string[] {
    const schemas = splitSchemas(operation, step.to);
    const parts = operation.events.flatMap(({ when, operations }, index) => {
      const body = [
        "part = copy.deepcopy(state)",
        ...operations.flatMap((each) => writer.edit(each, "part")),
        `made.append(${withSchema(schemas[index] ?? step.to, "part")})`,
      ];
      if (when === undefined) return body;
      const { lines, text } = writer.condition(when, "state");
      return [...lines, `if ${text}:`, ...body.map((line) => `    ${line}`)];
    });
    return ["made: list[dict[str, Any]] = []", ...parts, "for each in made:", "    yield from upcast_events(each)"];
  }

  #goOn(schema: EventSchema, data: string): string {
    return `yield from upcast_events(${withSchema(schema, data)})`;
  }

  #class({ type, formerly, steps, version }: PythonClass): string {
    const methods: string[] = [];
    let next = 0;
    for (const step of steps) {
      const { schemaVersion } = step.from;
      methods.push(method(schemaVersion, this.#methodLines(step, steps), oneLine(step.title)));
      for (next = schemaVersion + 1; next < step.to.schemaVersion && isFree(next, steps); next++) {
        methods.push(
          method(next, ["pass"], `Version ${schemaVersion} went to version ${step.to.schemaVersion} at once.`),
        );
      }
    }
    const name = pascalCase(type);
    for (const old of formerly) {
      this.notes.push(
        `Events stored as "${old}" are read as "${type}": tell the library with register_topic("your.module:${pascalCase(old)}", ${name}).`,
      );
    }
    const hints = formerly.map(
      (old) => `    # Stored as "${oneLine(old)}" too: register_topic("your.module:${pascalCase(old)}", ${name})`,
    );
    return [`class ${name}:`, ...hints, `    class_version = ${version}`, "", methods.join("\n\n")].join("\n");
  }

  #methodLines(step: ExportedStep, ofClass: readonly ExportedStep[]): readonly string[] {
    const { method: lines } = this.#written.get(step) ?? { method: [] };
    const { from, to } = step;
    const skips = ofClass.some(
      (other) => other.from.schemaVersion > from.schemaVersion && other.from.schemaVersion < to.schemaVersion,
    );
    const staysInClass = this.#classOf(from.type) === this.#classOf(to.type) || "code" in step.work;
    if (!staysInClass && step.makes.length === 1) {
      this.#note(
        step,
        `the versions of "${from.type}" and "${to.type}" do not follow each other, so that its method raises NotImplementedError; upcast_events does it.`,
      );
      return [raise(step, `makes ${schemaName(to)}, which is no newer version of this class: use upcast_events`)];
    }
    if (to.schemaVersion <= from.schemaVersion || skips) {
      this.#note(
        step,
        "it skips versions that other events go through, so that its method raises NotImplementedError; upcast_events does it.",
      );
      return [raise(step, `leads to version ${to.schemaVersion} past others: use upcast_events`)];
    }
    return lines.length === 0 ? ["pass"] : lines;
  }

  #classOf(type: string): PythonClass | undefined {
    return this.#classes.find((each) => each.type === type || each.formerly.includes(type));
  }

  #generator(): string {
    const branches = [...this.#written.values()].map(({ step, generator }, index) => {
      const { type, schemaVersion } = step.from;
      return [
        `    ${index === 0 ? "if" : "elif"} (event["type"], event["schemaVersion"]) == (${pythonText(type)}, ${schemaVersion}):  # ${oneLine(step.title)}`,
        ...(generator ?? this.#byMethod(step)).map((line) => `        ${line}`),
      ].join("\n");
    });
    return `def upcast_events(event: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The events that a stored one is read as today: none, one, or several. Raises an UpcastError."""
${branches.join("\n")}
    else:
        yield event`;
  }

  /** What the generator does with a step that a method does in full. */
  #byMethod(step: ExportedStep): string[] {
    const { type, schemaVersion } = step.from;
    const ofClass = this.#classOf(type);
    const isMethod = ofClass !== undefined && isWhole(step, ofClass, this.#classOf(step.to.type));
    const lines = this.#written.get(step)?.method ?? [];
    return [
      'state = copy.deepcopy(event["data"])',
      ...(isMethod ? [`${pascalCase(ofClass.type)}.upcast_v${schemaVersion}_v${schemaVersion + 1}(state)`] : lines),
      this.#goOn(step.to, "state"),
    ];
  }

  #note(step: ExportedStep, note: string): void {
    const text = `"${step.title}" (${schemaName(step.from)}): ${note}`;
    if (!this.notes.includes(text)) this.notes.push(text);
  }
}

function isFree(version: number, steps: readonly ExportedStep[]): boolean {
  return steps.every(({ from }) => from.schemaVersion !== version);
}

/** Whether the step's method in its class does all of it. */
function isWhole({ from, to }: ExportedStep, ofClass: PythonClass, target: PythonClass | undefined): boolean {
  if (
    to.schemaVersion <= from.schemaVersion ||
    (target !== ofClass && target !== undefined) ||
    (target === undefined && to.type !== from.type)
  )
    return false;
  return !ofClass.steps.some(
    (other) => other.from.schemaVersion > from.schemaVersion && other.from.schemaVersion < to.schemaVersion,
  );
}

function method(version: number, lines: readonly string[], title: string): string {
  const body = [`# ${title}`, ...lines].map((line) => `        ${line}`).join("\n");
  return `    @staticmethod\n    def upcast_v${version}_v${version + 1}(state: dict[str, Any]) -> None:\n${body}`;
}

function raise(step: ExportedStep, why: string): string {
  return `raise NotImplementedError(${pythonText(`"${step.title}" ${why}.`)})`;
}

function withSchema({ type, schemaVersion }: EventSchema, data: string): string {
  return `{**event, "type": ${pythonText(type)}, "schemaVersion": ${schemaVersion}, "data": ${data}}`;
}

function oneLineKeepingIndent(line: string): string {
  return `${/^ */.exec(line)?.[0] ?? ""}${oneLine(line)}`;
}
