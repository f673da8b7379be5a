import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test.slow();

/** A basket whose first line moves to the end when it changes, and whose total has more digits than a double. */
async function fillBasket(page: Page): Promise<string> {
  const id = `basket${Date.now()}-1`;
  const event = (type: string, actor: string, data: string, hour: number) =>
    `{"type":"${type}","data":${data},"metadata":{"actor":"${actor}"},"occurredAt":"2026-03-0${hour}T10:00:00Z"}`;
  const events = [
    event("BasketOpened", "ann", '{"status":"open","total":12345678901234567890.10}', 1),
    event("LinesPut", "ann", '{"lines":[{"sku":"A","n":1},{"sku":"B","n":1}],"total":12345678901234567890.2}', 2),
    event("LinesPut", "bob", '{"lines":[{"sku":"B","n":1},{"sku":"A","n":5}],"total":-3.50}', 3),
    event("BasketPaid", "cleo", '{"status":"paid"}', 4),
  ];
  const response = await page.request.post(`/api/v1/streams/${id}/events`, {
    headers: { "content-type": "application/json" },
    data: `{"events":[${events.join()}]}`,
  });
  expect(response.ok(), await response.text()).toBe(true);
  return `/streams/${id}`;
}

test("every leaf names the event that set it, and a click goes there", async ({ page }) => {
  await page.goto(await fillBasket(page));
  const state = page.getByRole("region", { name: "State" });
  const row = (text: string) => state.getByRole("listitem").filter({ hasText: text });
  await expect(row('"B"').getByRole("button", { name: "LinesPut version 2" })).toBeVisible();
  await expect(row("n5").getByRole("button", { name: "LinesPut version 3" })).toBeVisible();
  const paid = row('"paid"').getByRole("button", { name: "BasketPaid version 4" });
  await paid.focus();
  const told = page.getByRole("tooltip").filter({ hasText: "BasketPaid, version 4" });
  await expect(told).toContainText("4 Mar 2026");
  await expect(told).toContainText("by cleo");
  await expectAccessible(page);

  await row("-3.50").getByRole("button", { name: "LinesPut version 3" }).click();
  await expect(page).toHaveURL(/version=3/);
  const event = page.getByRole("region", { name: "Event" });
  await expect(event).toContainText("LinesPut");
  await expect(event).toContainText("bob");
});

test("a path has a history, as a list and as a chart, that the address brings back", async ({ page }) => {
  await page.goto(await fillBasket(page));
  const history = page.getByRole("region", { name: "History of a path" });
  const changes = history.getByRole("list", { name: "Changes" }).getByRole("listitem");
  await expect(async () => {
    await page.getByRole("button", { name: "History of total" }).click();
    await expect(history).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(page).toHaveURL(/path=total/);
  await expect(changes).toHaveCount(3);
  await expect(changes.first()).toContainText("LinesPut");
  await expect(changes.first()).toContainText("12345678901234567890.2");
  await expect(changes.first()).toContainText("-3.50");
  await expect(changes.first()).toContainText("bob");
  await expect(changes.last()).toContainText("not there");
  await expect(history.getByRole("img", { name: /^total: / })).toBeVisible();
  await expectAccessible(page);

  await history.getByText("Version", { exact: true }).click();
  await history.getByRole("button", { name: "Table" }).click();
  await expect(history.getByRole("row").filter({ hasText: "version 1" })).toContainText("12345678901234567890.10");
  await history.getByRole("button", { name: "Chart" }).click();

  await changes.last().getByRole("button").click();
  await expect(page).toHaveURL(/version=1/);
  await expect(page.getByRole("region", { name: "State" })).toContainText("12345678901234567890.10");
  await expect(changes).toHaveCount(3);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(page.url());
  await expect(changes).toHaveCount(3);
  await expect(changes.last().getByRole("button")).toHaveAttribute("aria-current", "true");
  await expectAccessible(page);

  await expect(async () => {
    await history.getByRole("button", { name: "Close history" }).click();
    await expect(page).not.toHaveURL(/path=/, { timeout: 2_000 });
  }).toPass();
  await expect(history).toHaveCount(0);
});

test("the history of an item follows it to where it stood before", async ({ page }) => {
  const basket = await fillBasket(page);
  await page.goto(`${basket}?path=${encodeURIComponent("lines[1].n")}`);
  const changes = page.getByRole("list", { name: "Changes" }).getByRole("listitem");
  await expect(changes).toHaveCount(2);
  await expect(changes.first()).toContainText("5");
  await expect(changes.last()).toContainText("not there");
});
