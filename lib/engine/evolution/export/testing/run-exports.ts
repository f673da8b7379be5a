import { spawn, spawnSync } from "node:child_process";
import ts from "typescript";
import { UpcastFailedError } from "../../../errors";
import type { StoredEvent } from "../../../events";
import { compileChain } from "../../chain";
import { declarativeUpcaster, type UpcasterDefinition } from "../../declarative-upcaster";
import type { Upcaster } from "../../upcaster";
import { exportChain } from "../export-chain";

/** An event as it was read, or "error". */
export type Outcome =
  | readonly { readonly type: string; readonly schemaVersion: number; readonly data: unknown }[]
  | "error";

/** Upcasters, and the events to read through them. */
export interface ExportCase {
  readonly definitions: readonly UpcasterDefinition[];
  readonly code?: readonly Upcaster[];
  readonly codeText?: ReadonlyMap<string, string>;
  readonly events: readonly StoredEvent[];
}

/** What Foldline itself makes of the events. */
export function readByFoldline({ definitions, code = [], events }: ExportCase): Outcome[] {
  const chain = compileChain([...code, ...definitions.map(declarativeUpcaster)]);
  return events.map((event) => {
    try {
      return plain(chain.upcast(event).map(({ type, schemaVersion, data }) => ({ type, schemaVersion, data })));
    } catch (error) {
      if (error instanceof UpcastFailedError) return "error";
      throw error;
    }
  });
}

/** The text of an export of the chain of the events' type. */
export function exported(
  { definitions, code = [], codeText = new Map(), events }: ExportCase,
  format: "typescript" | "python",
) {
  const file = exportChain({ console: definitions, code, codeText }, events[0]?.type ?? "", format);
  if (file === null) throw new Error("There is nothing to export.");
  return file;
}

interface Module {
  readonly UpcastError: new () => Error;
  readonly [name: `upcast${string}`]: (event: StoredEvent) => StoredEvent[];
}

/** Loads exported files of TypeScript, all at once: the compiler takes longer to start than to compile. */
function loadTypescript(texts: readonly string[]): Module[] {
  const functions = texts.map((text) => {
    const names = [...text.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
    return `(() => {\n${text.replace(/^export /gm, "")}\nreturn { ${names.join(", ")} };\n})()`;
  });
  const { outputText } = ts.transpileModule(`return [\n${functions.join(",\n")}\n];`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return new Function(outputText)();
}

/** What the exported TypeScript makes of the events of each case; errors other than its own are thrown. */
export function readByTypescript(cases: readonly ExportCase[]): Outcome[][] {
  const modules = loadTypescript(cases.map((of) => exported(of, "typescript").text));
  return cases.map(({ events }, index) => events.map((event) => readByModule(modules[index], event)));
}

function readByModule(module: Module | undefined, event: StoredEvent): Outcome {
  const name = Object.keys(module ?? {}).find((each): each is `upcast${string}` => each.startsWith("upcast"));
  const upcast = name === undefined ? undefined : module?.[name];
  if (module === undefined || upcast === undefined) throw new Error("The export has no function.");
  try {
    return plain(upcast({ ...event }).map(({ type, schemaVersion, data }) => ({ type, schemaVersion, data })));
  } catch (error) {
    if (error instanceof module.UpcastError) return "error";
    throw error;
  }
}

/** Whether there is a Python to run exports with; says so where there is none. */
export function hasPython(): boolean {
  const found = spawnSync("python3", ["--version"]).status === 0;
  if (!found) process.stderr.write("The exports to Python are not tested here: that needs python3.\n");
  return found;
}

const DRIVER = `
import json, sys, types
def run(case, number):
    module = types.ModuleType(f"exported{number}")
    sys.modules[module.__name__] = module
    exec(compile(case["source"], module.__name__, "exec"), module.__dict__)
    if "script" in case:
        return eval(case["script"], module.__dict__)
    outcomes = []
    for event in case["events"]:
        event["data"] = json.loads(event.pop("dataText"))
        try:
            made = list(module.upcast_events(event))
            outcomes.append([{"type": each["type"], "schemaVersion": each["schemaVersion"], "data": each["data"]} for each in made])
        except module.UpcastError:
            outcomes.append("error")
        except NotImplementedError as error:
            outcomes.append(f"not implemented: {error}")
    return outcomes
for number, line in enumerate(sys.stdin):
    print(json.dumps(run(json.loads(line), number), allow_nan=False), flush=True)
`;

interface PythonCase {
  readonly source: string;
  readonly events?: readonly object[];
  /** An expression to evaluate instead, in the module. */
  readonly script?: string;
}

/** Runs exported Python, all cases in one process; anything but an error of its own rejects. */
export async function runPython(cases: readonly PythonCase[]): Promise<unknown[]> {
  const child = spawn("python3", ["-W", "error", "-c", DRIVER], { stdio: ["pipe", "pipe", "pipe"] });
  const [out, problems]: string[][] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out?.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => problems?.push(text));
  child.stdin.on("error", () => undefined);
  child.stdin.end(cases.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const code = await new Promise((resolve) => child.on("close", resolve));
  const lines = (out ?? []).join("").split("\n").filter(Boolean);
  if (code !== 0) throw new Error(`${problems?.join("")}\n${cases[lines.length]?.source ?? ""}`);
  return lines.map((line) => JSON.parse(line));
}

/** An event as the exported Python takes it. */
export function forPython(event: StoredEvent): object {
  return { ...event, data: undefined, position: String(event.position) };
}

/** What the exported Python makes of the events of each case. */
export async function readByPython(cases: readonly ExportCase[]): Promise<Outcome[][]> {
  const inputs = cases.map((of) => ({ source: exported(of, "python").text, events: of.events.map(forPython) }));
  return (await runPython(inputs)) as Outcome[][];
}

function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
