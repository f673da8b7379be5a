import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const HACK = "document.documentElement.dataset.hacked='1'";
const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const wide = (keys: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, n) => [`key${n}`, n])));

const EVENTS = [
  `{"type":"E2e<script>${HACK}</script>","data":{"html":"<img src=x onerror=\\"${HACK}\\">","<b>key</b>":"</code>"}}`,
  JSON.stringify({
    type: "E2eType\u202elbisivni",
    data: { turned: "\u202eabc", zero: "a\u200bb", "key\u2067": "שלום" },
    metadata: { actor: "eve\u202e\u200b", note: "<i>x</i>" },
  }),
  JSON.stringify({ type: `E2e${"W".repeat(250)}`, data: { word: "x".repeat(5_000) } }),
  `{"type":"E2eWide","data":${wide(10_000)}}`,
  `{"type":"E2eDeep","data":{"deep":${nested(100)},"exact":12345678901234567890.10}}`,
  JSON.stringify({ type: "E2eLong", data: { text: "lorem ".repeat(150_000) } }),
];

async function makeHostile(page: Page, streamId: string): Promise<void> {
  const appended = await page.request.post(`/api/v1/streams/${encodeURIComponent(streamId)}/events`, {
    headers: { "content-type": "application/json" },
    data: `{"expectedVersion":0,"events":[${EVENTS.join(",")}]}`,
  });
  expect(appended.ok(), await appended.text()).toBe(true);
}

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.dataset.hacked)).toBeUndefined();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
}

test("hostile events are shown in their places, as what they are", async ({ page }) => {
  test.setTimeout(180_000);
  const id = `e2ehostile\u202e-<img src=x onerror=${HACK}>\u200b${Date.now()}`;
  await makeHostile(page, id);
  const address = `/streams/${encodeURIComponent(id)}`;
  const event = page.getByRole("region", { name: "Event", exact: true });
  const state = page.getByRole("region", { name: "State", exact: true });

  await page.goto(`${address}?version=2`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("e2ehostile\\u202e-<img src=x");
  await expect(event).toContainText("E2eType\\u202elbisivni");
  await expect(event).toContainText("a\\u200bb");
  await expect(event).toContainText("eve\\u202e\\u200b");
  await expect(state).toContainText("key\\u2067");
  await expectHarmless(page);

  for (const [version, words] of [
    [1, "<img src=x onerror="],
    [3, "xxxxxxxxxx"],
    [4, '"key3": 3'],
    [5, '"deep"'],
    [6, "show 20,000 more of"],
  ] as const) {
    await page.goto(`${address}?version=${version}`);
    await expect(event).toContainText(words);
    await expect(state.getByRole("heading").first()).toContainText(`version ${version}`);
    await expectHarmless(page);
  }
  await page.goto(`${address}?version=5&face=json`);
  const json = page.getByRole("region", { name: "State as JSON" });
  await expect(json).toBeVisible();
  await expect(async () => {
    await page.getByLabel("Search in state as json").fill("exact");
    await page.getByLabel("Search in state as json").press("Enter");
    await expect(json).toContainText("12345678901234567890.10", { timeout: 2_000 });
  }).toPass();
  await expectHarmless(page);
  await page.goto(`${address}?a=1&b=5&mode=compare`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("e2ehostile");
  await expectHarmless(page);
  await page.goto("/events?stream=e2ehostile");
  await expect(page.getByRole("table").first()).toContainText("e2ehostile\\u202e");
  await expectHarmless(page);
});

test("an event that cannot be read shows so in its place, and everything else works", async ({ page }) => {
  test.setTimeout(180_000);
  const type = `E2eUnreadable${Date.now()}`;
  const saved = await page.request.post("/api/v1/upcasters", {
    data: {
      ...{ title: "Amount in cents", type, fromVersion: 1, toType: type, toVersion: 2 },
      operations: [{ op: "rename", from: "amount", to: "amountMinor" }],
    },
  });
  const { id: upcaster } = await saved.json();
  const activated = await page.request.post(`/api/v1/upcasters/${upcaster}/activate`, {
    data: { reason: "a journey" },
  });
  expect(activated.ok(), await activated.text()).toBe(true);
  const id = `e2eunreadable-${Date.now()}`;
  const events = [{ amount: 5 }, { by: "cash" }, { amount: 7 }].map((data) => ({ type, data }));
  await page.request.post(`/api/v1/streams/${id}/events`, { data: { expectedVersion: 0, events } });
  try {
    await page.goto(`/streams/${id}?version=2`);
    await expect(page.getByRole("region", { name: "Event", exact: true })).toContainText(
      "This event cannot be read today",
    );
    await expect(page.getByRole("region", { name: "Timeline" }).getByLabel("cannot be read today")).toHaveCount(1);
    await page.keyboard.press("j");
    await expect(page.getByRole("region", { name: "State", exact: true })).toContainText("amountMinor");
  } finally {
    await page.request.post(`/api/v1/upcasters/${upcaster}/retire`, { data: { reason: "the journey is over" } });
  }
});
