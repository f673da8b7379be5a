/**
 * What time travel costs the one who looks at it: a browser on a production console, on those of these streams that are
 * there: `meter-1` and `archive-1` (made by time-travel.ts in the console's database) and the longest of the fines.
 *   FOLDLINE_E2E_URL=http://localhost:3000 FOLDLINE_E2E_PASSWORD=… node --import tsx scripts/bench/time-travel-browser.ts [stream…]
 * "Long task" is the longest time for which the page could not answer its user.
 */
import { chromium } from "@playwright/test";
import { signIn } from "../../e2e/support/test";
import config from "../../playwright.config";

const RUNS = 5;
const FLING_STEPS = 120;
const chosen = process.argv.slice(2);

const browser = await chromium.launch(config.use?.launchOptions);
const context = await browser.newContext({
  baseURL: config.use?.baseURL ?? "",
  viewport: config.use?.viewport ?? null,
  locale: "en-GB",
  timezoneId: "UTC",
});
const page = await context.newPage();
await page.addInitScript(watchThePage);
await signIn(page);

await onStream("fine-C20817", async ({ events }) => {
  await opening(`/streams/fine-C20817`, events);
  await choosing(Math.ceil(events / 2), events);
  await comparing(`/streams/fine-C20817?mode=compare&a=1&b=${events}`);
});
await onStream("meter-1", async ({ events }) => {
  const middle = Math.ceil(events / 2);
  await opening(`/streams/meter-1`, events);
  await opening(`/streams/meter-1?version=${middle}`, middle);
  await scrolling();
  await choosing(middle, events);
  await goingTo(middle);
  await filtering();
  await comparing(`/streams/meter-1?mode=compare&a=${middle}&b=${events}`);
});
await onStream("archive-1", async ({ events }) => {
  await opening(`/streams/archive-1`, events);
  await comparing(`/streams/archive-1?mode=compare&a=${Math.ceil(events * 0.9)}&b=${events}`);
});
await browser.close();

async function onStream(streamId: string, work: (stream: { events: number }) => Promise<void>): Promise<void> {
  if (chosen.length > 0 && !chosen.includes(streamId)) return;
  const answer = await page.request.get(`/api/v1/streams/${streamId}`);
  if (!answer.ok()) return say(`${streamId}: not in this database`);
  const { version } = (await answer.json()) as { version: number };
  say(`${streamId}, ${version} events`);
  await work({ events: version });
}

/** From the click on a link to it until its first row is drawn, until its state is, and until the page answers keys. */
async function opening(path: string, version: number): Promise<void> {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.goto("about:blank");
    await page.goto(path, { waitUntil: "commit" });
    const row = await drawn(firstRow);
    const state = await drawn(stateAt, version);
    await page.waitForLoadState("networkidle");
    runs.push({ row, state, longTask: await longestTask() });
  }
  figures(
    `open ${path}: first row`,
    runs.map(({ row }) => row),
  );
  figures(
    `open ${path}: state`,
    runs.map(({ state }) => state),
  );
  figures(
    `open ${path}: long task`,
    runs.map(({ longTask }) => longTask),
  );
}

/** From the press of K or J until the state of the event before or after is drawn. */
async function choosing(from: number, last: number): Promise<void> {
  await page.goto(`${new URL(page.url()).pathname}?version=${from}`);
  await drawn(stateAt, from);
  await page.waitForLoadState("networkidle");
  const runs = [];
  for (let run = 1; run <= RUNS && from + run <= last; run += 1) {
    runs.push(await until(() => page.keyboard.press("j"), stateAt, from + run));
  }
  figures("next event (J): state", runs);
}

/** Wheel steps of 25,000 pixels through the whole list, as a fling is, and what each frame took. */
async function scrolling(): Promise<void> {
  await page.waitForLoadState("networkidle");
  const list = await page.getByRole("list", { name: "Events", exact: true }).boundingBox();
  if (list === null) throw new Error("The timeline's list is not drawn.");
  await page.mouse.move(list.x + list.width / 2, 600);
  await page.evaluate(() => window.bench.startFrames());
  for (let step = 0; step < FLING_STEPS; step += 1) {
    await page.mouse.wheel(0, step < FLING_STEPS / 2 ? -25_000 : 25_000);
    await page.waitForTimeout(16);
  }
  const frames = await page.evaluate(() => window.bench.stopFrames());
  figures(`scroll, ${frames.length} frames`, frames);
}

/** From Enter in the field of `#` until the event is chosen and its state drawn. */
async function goingTo(version: number): Promise<void> {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const wanted = version - (run + 1) * 5_000;
    if (wanted < 1) break;
    await page.keyboard.press("#");
    await page.getByLabel("Go to version, @position or time").fill(String(wanted));
    runs.push(await until(() => page.keyboard.press("Enter"), stateAt, wanted));
  }
  figures("go to a version (#): state", runs);
}

/** From the choice of a type until the list holds its events alone. */
async function filtering(): Promise<void> {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.getByRole("region", { name: "Timeline" }).getByRole("button", { name: "Type" }).click();
    const type = page.getByRole("checkbox", { name: "AlarmRaised" });
    await type.waitFor();
    runs.push(await until(() => type.check(), filtered));
    await type.uncheck();
    await page.keyboard.press("Escape");
  }
  figures("filter by a type: rows", runs);
}

/** From the click on a link to a comparison until its first row is drawn. */
async function comparing(path: string): Promise<void> {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.goto("about:blank");
    await page.goto(path, { waitUntil: "commit" });
    runs.push({ row: await drawn(difference), longTask: await longestTask() });
  }
  figures(
    `open ${path}: difference`,
    runs.map(({ row }) => row),
  );
  figures(
    `open ${path}: long task`,
    runs.map(({ longTask }) => longTask),
  );
}

type Sight = (wanted: number) => boolean;

/** Milliseconds from the page's navigation until this is drawn. */
async function drawn(sight: Sight, wanted = 0): Promise<number> {
  await seen(sight, wanted);
  return page.evaluate(() => performance.now());
}

/** Milliseconds from what the user does until this is drawn. */
async function until(act: () => Promise<void>, sight: Sight, wanted = 0): Promise<number> {
  const startedAt = performance.now();
  await act();
  await seen(sight, wanted);
  return performance.now() - startedAt;
}

// Not `waitForFunction`: it compiles its text in the page, which the console's content security policy forbids.
async function seen(sight: Sight, wanted: number): Promise<void> {
  const giveUpAt = performance.now() + 60_000;
  while (!(await page.evaluate(sight, wanted))) {
    if (performance.now() > giveUpAt) throw new Error(`${page.url()} did not show ${sight.name} ${wanted}.`);
  }
}

// What follows runs in the page.

function firstRow(): boolean {
  return document.querySelector('section[aria-label="Timeline"] li time') !== null;
}

function stateAt(version: number): boolean {
  const heading = document.querySelector('section[aria-label="State"] h2')?.textContent ?? "";
  const leaf = document.querySelector('section[aria-label="State"] ul[aria-label="Fields of the state"] li');
  return leaf !== null && heading.replace(/\D/g, "") === String(version);
}

function filtered(): boolean {
  return / of /.test(document.querySelector('section[aria-label="Timeline"] h2')?.textContent ?? "");
}

function difference(): boolean {
  return document.querySelector('section[aria-label="Difference"] tbody td') !== null;
}

declare global {
  interface Window {
    bench: { longTask: number; startFrames(): void; onFrame(now: number): void; stopFrames(): number[] };
  }
}

function watchThePage(): void {
  let frames: number[] = [];
  let running = false;
  let last = 0;
  window.bench = {
    longTask: 0,
    startFrames() {
      frames = [];
      running = true;
      last = performance.now();
      requestAnimationFrame(this.onFrame);
    },
    onFrame(now) {
      frames.push(now - last);
      last = now;
      if (running) requestAnimationFrame(window.bench.onFrame);
    },
    stopFrames() {
      running = false;
      return frames.slice(1);
    },
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.bench.longTask = Math.max(window.bench.longTask, duration);
  }).observe({ type: "longtask", buffered: true });
}

async function longestTask(): Promise<number> {
  return page.evaluate(() => window.bench.longTask);
}

function figures(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
  say(`  ${what.padEnd(66)} median ${at(0.5).padStart(8)}  p95 ${at(0.95).padStart(8)}  worst ${at(1).padStart(8)} ms`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
