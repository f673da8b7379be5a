import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

interface WrittenEvent {
  readonly type: string;
  readonly data: string;
  readonly schemaVersion?: number;
}

/** Appends events whose data is JSON text, so that numbers keep the digits they are written with. */
async function append(page: Page, streamId: string, events: readonly WrittenEvent[]): Promise<void> {
  const body = events.map(
    ({ type, data, schemaVersion = 1 }) =>
      `{"type":${JSON.stringify(type)},"schemaVersion":${schemaVersion},"data":${data}}`,
  );
  const response = await page.request.post(`/api/v1/streams/${streamId}/events`, {
    headers: { "content-type": "application/json" },
    data: `{"events":[${body.join()}]}`,
  });
  expect(response.ok(), await response.text()).toBe(true);
}

const BEFORE = `{"customerId":"c-77","currency":"EUR","status":"open","weight":12345678901234567890.10,
"lines":[{"lineId":"L1","qty":1},{"lineId":"L2","qty":1,"state":"open"},{"lineId":"L3","qty":2}],
"shipTo":{"name":"Ines","street":"Lindenweg 4","city":"Berlin"},"order":{"contactEmail":"ines@example.org"}}`;
const AFTER = `{"status":"partly returned","weight":12345678901234567890.1,
"lines":[{"lineId":"L2","qty":1,"state":"returned"},{"lineId":"L1","qty":1}],
"shipTo":{"name":"Ines","street":"Lindenweg 14","city":"Berlin"},"order":{"contact":{"email":"ines@example.org"}}}`;

/** A stream of a category of its own: packed, moved to another street and back, returned. */
async function makeStream(page: Page): Promise<string> {
  const category = `crate${Date.now()}x${Math.floor(Math.random() * 1e6)}`;
  const streamId = `${category}-1`;
  await append(page, streamId, [
    { type: "CratePacked", data: BEFORE },
    { type: "CrateSeen", data: '{"currency":"EUR"}' },
    { type: "CrateReturned", data: AFTER },
  ]);
  return streamId;
}

const difference = (page: Page) => page.getByRole("region", { name: "Difference" });
const row = (page: Page, name: RegExp | string) => difference(page).getByRole("row", { name });

test("two points: items by id, moves, text by character, digits, and the event that did it", async ({ page }) => {
  const streamId = await makeStream(page);
  await page.goto(`/streams/${streamId}?a=1&b=3`);
  await expect(difference(page)).toContainText("4 changed");
  await expect(difference(page)).toContainText("1 removed");
  await expect(difference(page)).toContainText("2 moved");
  await expect(difference(page)).toContainText("matched by lineId");
  const street = row(page, /street/);
  await expect(street.locator("ins")).toHaveText("1");
  await expect(street.getByRole("button", { name: /CrateReturned.*version 3/ })).toBeVisible();
  await expect(row(page, /weight/)).toContainText("12345678901234567890.10");
  await expect(row(page, /weight/)).toContainText("12345678901234567890.1");
  await expect(row(page, /contact\.email/)).toContainText("order.contactEmail");
  await expect(row(page, /\[L2\]/).first()).toContainText("from lines[1]");
  await expect(row(page, /removed.*\[L3\]/)).toContainText("qty: 2");
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);

  await page.keyboard.press("n");
  await expect(page.locator("tr[data-current]")).toContainText("status");
  await page.keyboard.press("n");
  await expect(page.locator("tr[data-current]")).toContainText("weight");
  await page.keyboard.press("p");
  await expect(page.locator("tr[data-current]")).toContainText("status");

  await page.keyboard.press("u");
  await expect(row(page, /c-77/)).toBeVisible();

  await street.getByRole("button", { name: /CrateReturned/ }).click();
  await expect(page).toHaveURL(/version=3/);
  await expect(page.getByRole("region", { name: "Event" })).toContainText("CrateReturned");
  await page.goBack();
  await expect(street).toBeVisible();
});

test("what is folded unfolds, and every choice is in the address", async ({ page }) => {
  const streamId = await makeStream(page);
  await page.goto(`/streams/${streamId}?a=1&b=3`);
  const folded = difference(page).getByRole("button", { name: /unchanged:\s*customerId/ });
  await expect(folded).toHaveAttribute("aria-expanded", "false");
  await expect(row(page, /c-77/)).toHaveCount(0);
  await folded.click();
  await expect(row(page, /c-77/)).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(row(page, /Berlin/)).toBeVisible();
  await expect(page).toHaveURL(/all=true/);

  await row(page, /changed status/).hover();
  await page.getByRole("button", { name: "Ignore status" }).click();
  await expect(row(page, /changed status/)).toHaveCount(0);
  await expect(difference(page)).toContainText("3 changed");
  await page.getByRole("button", { name: "Ignored paths 1" }).click();
  await page.getByRole("textbox", { name: "Path to ignore" }).fill("lines[*].state");
  await page.getByRole("textbox", { name: "Path to ignore" }).press("Enter");
  await expect(page.getByRole("button", { name: "Ignored paths 2" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(difference(page)).toContainText("2 changed");

  await page.getByRole("button", { name: "Pin shipTo" }).click();
  await expect(row(page, /street/)).toBeVisible();
  await expect(row(page, /weight/)).toHaveCount(0);
  await page.getByText("Inline", { exact: true }).click();
  await expect(page).toHaveURL(/layout=inline/);
  await expect(row(page, /street/)).toContainText("Lindenweg 14");
  await page.getByRole("textbox", { name: "Filter by path" }).fill("STREET");
  await expect(page).toHaveURL(/filter=STREET/);
  await expect(row(page, /Berlin/)).toHaveCount(0);

  await page.goto(page.url());
  await expect(row(page, /street/)).toContainText("Lindenweg 14");
  await expect(row(page, /Berlin/)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Ignored paths 2" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Filter by path" })).toHaveValue("STREET");
  await expect(page.getByRole("radio", { name: "Inline" })).toBeChecked();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Unpin shipTo" }).click();
  await page.getByRole("textbox", { name: "Filter by path" }).fill("no such path");
  await expect(page.getByText("No path matches")).toBeVisible();
});

test("a side is chosen: another point, another stream, swapped, and left", async ({ page }) => {
  const streamId = await makeStream(page);
  const other = await makeStream(page);
  await append(page, other, [{ type: "CrateSeen", data: '{"currency":"CHF"}' }]);
  await page.goto(`/streams/${streamId}?mode=compare&a=1&b=1`);
  await expect(page.getByText("The states are the same")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "Side B" }).click();
    await expect(page.getByRole("dialog", { name: "Side B" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const dialog = page.getByRole("dialog", { name: "Side B" });
  await dialog.getByRole("combobox", { name: "Stream" }).fill(other);
  await dialog.getByRole("option", { name: other }).click();
  await expect(page).toHaveURL(new RegExp(`bStream=${other}`));
  await expect(row(page, /currency/)).toContainText('"CHF"');
  await expect(page.getByRole("button", { name: "Side B" })).toContainText(other);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Swap A and B" }).click();
  await expect(page).toHaveURL(new RegExp(`aStream=${other}`));
  await expect(page.getByRole("button", { name: "Side A" })).toContainText(other);
  await page.goto(page.url());
  await expect(row(page, /currency/)).toContainText('"CHF"');
  await page.getByRole("button", { name: "Leave compare" }).click();
  await expect(page).not.toHaveURL(/Stream=|mode=|[?&][ab]=/);
  await expect(page.getByRole("region", { name: "State" })).toBeVisible();
});

test("two reducers of one category fold to different states", async ({ page }) => {
  await page.goto("/streams/order-100001?mode=compare&a=3&b=3&bReducer=inferred%20state");
  await expect(difference(page)).toContainText("by inferred state");
  await expect(row(page, /removed status/)).toContainText('"confirmed"');
  await page.goto("/streams/order-100001?mode=compare&a=3&b=3&bReducer=no-such");
  await expect(page.getByText("Side B could not be folded")).toBeVisible();
  await expect(page.getByText(/has no reducer "no-such"/)).toBeVisible();
});

test("a draft upcaster: what the state would be with it", async ({ page }) => {
  const type = `CrateWeighed${Date.now()}`;
  const streamId = `weighing${Date.now()}-1`;
  await append(page, streamId, [{ type, data: '{"grams":9007199254740993,"by":"Ann"}' }]);
  const saved = await page.request.post("/api/v1/upcasters", {
    data: {
      ...{ title: `weight for ${type}`, type, fromVersion: 1, toType: type, toVersion: 2 },
      operations: [{ op: "rename", from: "grams", to: "weight" }],
    },
  });
  expect(saved.ok(), await saved.text()).toBe(true);
  const { id } = await saved.json();
  await page.goto(`/streams/${streamId}?mode=compare&a=1&b=1`);
  await expect(page.getByText("The states are the same")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "Side B" }).click();
    await expect(page.getByRole("dialog", { name: "Side B" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("combobox", { name: "Draft upcaster" }).click();
  await page.getByRole("option", { name: new RegExp(`weight for ${type}`) }).click();
  await expect(page).toHaveURL(new RegExp(`bDraft=${id}`));
  await expect(row(page, /renamed weight/)).toContainText("grams");
  await expect(row(page, /renamed weight/)).toContainText("9007199254740993");
  await page.goto(page.url());
  await expect(row(page, /renamed weight/)).toContainText("grams");
  await page.request.delete(`/api/v1/upcasters/${id}`);
});

test("a state of 5 MB does not freeze the page", async ({ page }) => {
  const streamId = `heavy${Date.now()}-1`;
  const items = (mark: string) =>
    Array.from(
      { length: 12_000 },
      (_, item) =>
        `{"itemId":${item},"name":"Thing ${item}${item % 1_000 === 7 ? mark : ""}","tags":["a","b"],"at":"somewhere over there"}`,
    ).join();
  for (const mark of ["", " changed"]) {
    for (const part of ["one", "two", "three", "four", "five"]) {
      await append(page, streamId, [{ type: "HeavyCounted", data: `{"${part}":[${items(mark)}]}` }]);
    }
  }
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
  });
  await page.goto(`/streams/${streamId}?a=5&b=5`);
  await expect(page.getByText("The states are the same")).toBeVisible({ timeout: 60_000 });
  // From here on: what the page does when it gets another state, and not its own scripts.
  await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0));
  await page.getByRole("list", { name: "Events" }).getByRole("button", { name: /^10/ }).click();
  await expect(difference(page)).toContainText("60 changed", { timeout: 60_000 });
  await expect(
    row(page, /\[7\]\.name/)
      .first()
      .locator("ins"),
  ).toHaveText(" changed");
  // The server and the browser share two cores with other journeys; a frozen page would take seconds.
  const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
  expect(longest).toBeLessThan(1_000);
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(difference(page).getByRole("table")).toHaveAttribute("aria-rowcount", /^3\d{5}$/);
  expect(await difference(page).getByRole("row").count()).toBeLessThan(120);
});

test("on a phone the sides stand one below the other", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const streamId = await makeStream(page);
  await page.goto(`/streams/${streamId}?a=1&b=3&pane=diff`);
  await expect(row(page, /street/)).toBeVisible();
  const [before, after] = [row(page, /street/).getByText("Lindenweg 4"), row(page, /street/).locator("ins")];
  const [top, below] = [await before.boundingBox(), await after.boundingBox()];
  expect(below?.y).toBeGreaterThan((top?.y ?? 0) + 10);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test("a side that leaves out what came later than its instant: no event is named, and why is said", async ({
  page,
}) => {
  const streamId = `crate${Date.now()}x${Math.floor(Math.random() * 1e6)}-1`;
  const event = (day: number, data: object) => ({
    ...{ type: "CrateNoted", data, occurredAt: new Date(Date.UTC(2026, 2, day)).toISOString() },
  });
  const events = [event(1, { items: 1 }), event(9, { items: 2 }), event(3, { seal: "A" }), event(9, { seal: "B" })];
  const appended = await page.request.post(`/api/v1/streams/${streamId}/events`, { data: { events } });
  expect(appended.ok(), await appended.text()).toBe(true);
  await page.goto(`/streams/${streamId}?aInstant=2026-03-05T00:00:00.000Z&b=4`);
  await expect(difference(page)).toContainText("2 changed");
  await expect(page.getByText("Side A leaves out 1 event before version 3")).toBeVisible();
  await expect(page.getByText("Which event made a difference is told where no side leaves out events.")).toBeVisible();
  await expect(difference(page).getByRole("columnheader", { name: "Set by" })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(`/streams/${streamId}?a=3&b=4`);
  await expect(row(page, /seal/).getByRole("button", { name: /CrateNoted.*version 4/ })).toBeVisible();
});
