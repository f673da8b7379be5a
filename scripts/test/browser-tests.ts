import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findBrowser } from "./browser";
import { runTool } from "./command";
import { startConsole } from "./console";
import type { Tally } from "./tally";

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[];
}

interface PlaywrightReport {
  readonly errors: readonly { readonly message?: string }[];
  readonly suites: readonly Suite[];
}

/** The journeys in `e2e/`, in a real browser against a production build, its worker and the seeded demo. */
export async function runBrowserTests(serverUrl: string, directory: string): Promise<Tally> {
  const browser = await findBrowser();
  const console = await startConsole(serverUrl, join(directory, "console"));
  try {
    const file = join(directory, "playwright.json");
    const { code } = await runTool("playwright", ["test", "--reporter=list,json"], {
      env: {
        PLAYWRIGHT_CHROMIUM: browser,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        FOLDLINE_E2E_URL: console.url,
        FOLDLINE_E2E_EMAIL: console.email,
        FOLDLINE_E2E_PASSWORD: console.password,
        FOLDLINE_E2E_DATABASE_URL: console.databaseUrl,
      },
      show: true,
    });
    if (!existsSync(file)) throw new Error(`Playwright ended without a report (exit code ${code}).`);
    return tally(JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport, code);
  } finally {
    await console.stop();
  }
}

function tally(report: PlaywrightReport, code: number): Tally {
  const tests = report.suites.flatMap(testsOf);
  const count = (...statuses: string[]) => tests.filter(({ status }) => statuses.includes(status)).length;
  const failed = count("unexpected") + report.errors.length;
  return {
    passed: count("expected", "flaky"),
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: tests.filter(({ status }) => status === "skipped").map(({ title }) => title),
  };
}

function testsOf({ suites = [], specs = [] }: Suite): { title: string; status: string }[] {
  const own = specs.flatMap(({ title, tests }) => tests.map(({ status }) => ({ title, status })));
  return [...own, ...suites.flatMap(testsOf)];
}
