import { type CommandResult, runTool } from "./command";
import type { Tally } from "./tally";

interface Check {
  readonly name: string;
  run(): Promise<CommandResult>;
}

const CHECKS: readonly Check[] = [
  { name: "format and lint", run: () => runTool("biome", ["ci", "--colors=off", "."]) },
  { name: "types", run: checkTypes },
  { name: "layers", run: checkLayers },
  { name: "dead code", run: () => runTool("knip", ["--no-progress"]) },
];

/** Everything that needs no database and no build: format, lint, types, layers, dead code. */
export async function runChecks(): Promise<Tally> {
  let failed = 0;
  for (const { name, run } of CHECKS) {
    const startedAt = Date.now();
    const { code, output } = await run();
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    process.stderr.write(`${code === 0 ? "passed" : "FAILED"}  ${name} (${seconds} s)\n`);
    if (code !== 0) process.stderr.write(`${output.trim()}\n\n`);
    failed += code === 0 ? 0 : 1;
  }
  return { passed: CHECKS.length - failed, failed, skipped: [] };
}

// The types of the routes are generated; without them tsc would check against those of another day.
async function checkTypes(): Promise<CommandResult> {
  const typegen = await runTool("next", ["typegen"], { env: { NEXT_TELEMETRY_DISABLED: "1" } });
  return typegen.code === 0 ? runTool("tsc", ["--noEmit"]) : typegen;
}

// With a TypeScript that it does not understand, dependency-cruiser reads no module and finds nothing wrong.
async function checkLayers(): Promise<CommandResult> {
  const result = await runTool("depcruise", ["app", "components", "lib", "e2e", "--output-type", "json"]);
  try {
    const { summary } = JSON.parse(result.output) as { summary: CruiseSummary };
    if (summary.totalCruised < 100) {
      return {
        code: 1,
        output: `dependency-cruiser read only ${summary.totalCruised} modules; it does not see the code.`,
      };
    }
    const lines = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
    return { code: summary.error > 0 ? 1 : 0, output: lines.join("\n") };
  } catch {
    return { code: 1, output: result.output };
  }
}

interface CruiseSummary {
  readonly totalCruised: number;
  readonly error: number;
  readonly violations: readonly {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
  }[];
}
