import ts from "typescript";
import { expect } from "vitest";
import * as engine from "@/lib/engine";
import * as customer from "../customer";
import * as fine from "../fine";
import * as order from "../order";
import * as payment from "../payment";
import * as shipment from "../shipment";
import * as folding from "./folding";
import * as given from "./given";

const MODULES: Readonly<Record<string, unknown>> = {
  "@/lib/engine": engine,
  "@/lib/domain/customer": customer,
  "@/lib/domain/fine": fine,
  "@/lib/domain/order": order,
  "@/lib/domain/payment": payment,
  "@/lib/domain/shipment": shipment,
  "@/lib/domain/testing/folding": folding,
  "@/lib/domain/testing/given": given,
};

/** A test of a file that was run. */
export interface Ran {
  readonly title: string;
  /** Why it failed; null: it passed. */
  readonly failure: string | null;
}

/** Runs a test file that Foldline wrote, with the modules that it imports. */
export function runHistoryTest(text: string): Ran[] {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const ran: Ran[] = [];
  const test = (title: string, work: () => void) => {
    try {
      work();
      ran.push({ title, failure: null });
    } catch (error) {
      ran.push({ title, failure: error instanceof Error ? error.message : String(error) });
    }
  };
  const describe = (_: string, work: () => void) => work();
  const known = { ...MODULES, vitest: { test, describe, expect } };
  const requireKnown = (name: string) => {
    if (!Object.hasOwn(known, name)) throw new Error(`The test imports ${name}, which no test needs.`);
    return known[name as keyof typeof known];
  };
  new Function("require", "exports", outputText)(requireKnown, {});
  return ran;
}

/** What the compiler says of files that Foldline wrote, each as a test beside the domain's own. */
export function problemsIn(texts: readonly string[]): string[] {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const files = new Map(texts.map((text, at) => [`${process.cwd()}/lib/domain/written-${at}.test.ts`, text]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, ...how) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, ...how) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true, incremental: false }, host);
  return [...files.keys()].flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
  });
}
