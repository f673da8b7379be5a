import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./support/test";

test.slow();

const booked = (amount: number) => ({ type: "ParkingBooked", data: { amount, open: true } });

async function append(page: Page, stream: string, events: readonly object[]): Promise<void> {
  const response = await page.request.post(`/api/v1/streams/${stream}/events`, { data: { events } });
  expect(response.status(), await response.text()).toBe(200);
}

/** From here on, what is asked of an address is refused; the count is of those that were. */
async function refuse(page: Page, address: RegExp): Promise<() => number> {
  let count = 0;
  await page.route(address, async (route) => {
    count += 1;
    await route.fulfill({ status: 400, json: { title: "Not now" } });
  });
  return () => count;
}

/** What a reader sees who comes back to the window after more than a minute. */
async function comeBack(page: Page): Promise<void> {
  await page.clock.fastForward(61_000);
  await page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")));
}

/** Opens an address of a new stream of two events, and waits until its amount is shown. */
async function open(page: Page, query: string, part: Locator): Promise<void> {
  const stream = `parking${Date.now()}-1`;
  await append(page, stream, [booked(10), booked(20)]);
  await page.clock.install();
  await page.goto(`/streams/${stream}${query}`);
  await expect(part).toContainText(/amount|ParkingBooked/);
}

test("shows an event and its state as they were, when they cannot be read again", async ({ page }) => {
  const state = page.getByRole("region", { name: "State", exact: true });
  const event = page.getByRole("region", { name: "Event", exact: true });
  await open(page, "", state);
  await expect(event.getByText("amount").first()).toBeVisible();
  await refuse(page, /\/api\/v1\/streams\/[^/]+\/(state|events\/2)(\?|$)/);
  await comeBack(page);
  await expect(state.getByRole("alert")).toContainText("The state could not be folded");
  await expect(event.getByRole("alert")).toContainText("The event could not be read");
  await expect(state.getByText("amount").first()).toBeVisible();
  await expect(event.getByText("amount").first()).toBeVisible();
});

test("shows a comparison as it was, when its sides cannot be read again", async ({ page }) => {
  const difference = page.getByRole("region", { name: "Difference" });
  await open(page, "?mode=compare&a=1&b=2", difference);
  await refuse(page, /\/api\/v1\/streams\/[^/]+\/state\?/);
  await comeBack(page);
  await expect(page.getByRole("alert").filter({ hasText: "Side A could not be folded" })).toBeVisible();
  await expect(difference.getByText("amount").first()).toBeVisible();
});

test("shows another history as it was, when it cannot be folded again", async ({ page }) => {
  const timeline = page.getByRole("region", { name: "Timeline" });
  const result = page.getByRole("region", { name: "Result" });
  await open(page, "?mode=what-if", timeline);
  await expect(result).toContainText("State without and with the changes");
  await refuse(page, /\/what-if$/);
  await comeBack(page);
  await expect(result.getByRole("alert")).toContainText("The changed history could not be folded");
  await expect(result).toContainText("State without and with the changes");
});

test("keeps what is written, and what was appended, when the types cannot be read again", async ({ page }) => {
  const stream = `parking${Date.now()}-2`;
  await append(page, stream, [booked(10), booked(20)]);
  await page.clock.install();
  await page.goto(`/streams/${stream}?append=`);
  const dialog = page.getByRole("dialog");
  const reason = dialog.getByRole("textbox", { name: "Reason" });
  await reason.fill("OPS-41");
  const templates = await refuse(page, /\/event-templates?(\?|$)/);
  await comeBack(page);
  await expect.poll(templates).toBeGreaterThan(0);
  await page.waitForLoadState("networkidle");
  await expect(reason).toHaveValue("OPS-41");

  await dialog.getByRole("button", { name: "Run dry" }).click();
  const before = templates();
  await dialog.getByRole("button", { name: "Append version 3" }).click();
  await expect.poll(templates).toBeGreaterThan(before);
  await page.waitForLoadState("networkidle");
  await expect(dialog.getByText("Appended as version 3")).toBeVisible();
});

test("reads the types again on request", async ({ page }) => {
  const stream = `parking${Date.now()}-3`;
  await append(page, stream, [booked(10)]);
  await refuse(page, /\/event-template(\?|$)/);
  await page.goto(`/streams/${stream}?append=`);
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("The types could not be read");
  await page.unrouteAll();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog.getByRole("textbox", { name: "Reason" })).toBeVisible();
});
