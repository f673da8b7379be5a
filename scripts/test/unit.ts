import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runTool } from "./command";
import type { Tally } from "./tally";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Unit and integration tests: vitest, on the throw-away Postgres at `serverUrl`. */
export async function runUnitTests(serverUrl: string, directory: string): Promise<Tally> {
  const file = join(directory, "vitest.json");
  const { code } = await runTool(
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`],
    {
      env: { FOLDLINE_TEST_SERVER_URL: serverUrl, NODE_ENV: "test" },
      show: true,
    },
  );
  if (!existsSync(file)) throw new Error(`vitest ended without a report (exit code ${code}).`);
  const report = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  // A file that fails before its first test, in an import or a hook, has failed but no test of it has.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
}
