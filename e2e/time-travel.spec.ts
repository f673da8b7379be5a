import { expectAccessible } from "./support/axe";
import { keepScreenshot } from "./support/screenshot";
import { expect, test } from "./support/test";

const ORDER = "/streams/order-100001";

test("walks through a stream, and the event and the state follow", async ({ page }) => {
  await page.goto(`${ORDER}?version=1`);
  const event = page.getByRole("region", { name: "Event" });
  const state = page.getByRole("region", { name: "State" });
  await expect(event).toContainText("v1 → v3 by 2 upcasters");
  await expect(event.getByRole("list", { name: "Upcasters" }).getByRole("listitem")).toHaveCount(2);
  await expect(state.getByRole("heading")).toHaveText("State at version 1");
  await expectAccessible(page);
  await keepScreenshot(page, "docs/screenshot.png");

  await event.getByText("Raw", { exact: true }).click();
  await expect(page).toHaveURL(/read=raw/);
  await expect(event).toContainText("Stored data, v1");

  await page.getByRole("button", { name: "Next version" }).click();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/version=3/);
  await expect(state.getByRole("heading")).toHaveText("State at version 3");
  await expect(state).toContainText('"confirmed"');
  await page.keyboard.press("k");
  await expect(state.getByRole("heading")).toHaveText("State at version 2");

  await page.getByRole("slider", { name: "Version" }).press("Home");
  await expect(state.getByRole("heading")).toHaveText("State at version 1");
  await page.getByRole("button", { name: "Return to now" }).click();
  await expect(page).not.toHaveURL(/version=/);
});

test("a position leads to the version that was the last one there", async ({ page }) => {
  const { events } = await (await page.request.get(`/api/v1${ORDER}/events?from=2&to=2`)).json();
  await page.goto(ORDER);
  await page.getByText("Position", { exact: true }).first().click();
  const field = page.getByRole("textbox", { name: "Position" });
  await field.fill(events[0].position);
  await field.press("Enter");
  await expect(page.getByRole("heading", { name: "State at version 2" })).toBeVisible();
});

test("two versions are compared, and the address shows the same again", async ({ page }) => {
  await page.goto(`${ORDER}?version=3`);
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByRole("button", { name: "Side A" }).click();
  await page.getByRole("textbox", { name: "Version" }).fill("1");
  await page.keyboard.press("Escape");
  const difference = page.getByRole("region", { name: "Difference" });
  const row = difference.getByRole("row", { name: /status/ });
  await expect(row).toContainText('"placed"');
  await expect(row).toContainText('"confirmed"');
  await expect(row.getByRole("button", { name: /OrderPaid.*version 3/ })).toBeVisible();
  await expectAccessible(page);

  await page.goto(page.url());
  await expect(row).toContainText('"confirmed"');
  await difference.getByLabel("Filter by path").fill("basis");
  await expect(row).toHaveCount(0);
});

test("new events wait behind a pill and move nothing", async ({ page }) => {
  const id = `watched-${Date.now()}`;
  const append = (n: string) =>
    page.request.post(`/api/v1/streams/${id}/events`, {
      headers: { "content-type": "application/json" },
      data: `{"events":[{"type":"Counted","data":{"n":${n}}}]}`,
    });
  await append("9007199254740993");
  await page.goto(`/streams/${id}`);
  const state = page.getByRole("region", { name: "State" });
  await expect(state).toContainText("9007199254740993");
  await append("41.0");
  const pill = page.getByRole("button", { name: "1 new event" });
  await expect(pill).toBeVisible();
  await expect(state).toContainText("9007199254740993");
  await pill.click();
  await expect(state).toContainText("41.0");
});

test("an address without a stream says so and offers the search", async ({ page }) => {
  await page.goto("/streams/order-no-such");
  await expect(page.getByText("There is no such stream")).toBeVisible();
  await page.getByRole("link", { name: "Search for it" }).click();
  await expect(page.getByText("No stream matches")).toBeVisible();
});

test("on a phone the panes are tabs, and the next step is at the thumb", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${ORDER}?version=2`);
  await page.getByRole("button", { name: "See state" }).click();
  await expect(page.getByRole("tab", { name: "State" })).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("heading", { name: "State at version 2" })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});
