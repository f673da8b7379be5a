import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const ROWS = "/api/v1/projections/order-summary/rows";

/** An order that consumers see in the read model of order-summary. */
async function anOrder(page: Page): Promise<string> {
  const { rows } = await (await page.request.get(`${ROWS}?limit=1`)).json();
  return rows[0].order_id;
}

/** An instant at which about half of what the order has gone through had happened. */
async function midOf(page: Page, order: string): Promise<string> {
  const { events } = await (await page.request.get(`/api/v1/streams/${order}/events`)).json();
  return events[0].occurredAt;
}

test("folds a row of a projection without a table when asked, and says what it read", async ({ page }) => {
  const key = await anOrder(page);
  await page.goto("/projections/order-changes?tab=rows");
  const form = page.getByRole("form", { name: "Fold one row" });
  await expect(async () => {
    await form.getByRole("textbox", { name: "Key" }).fill(key);
    await form.getByRole("button", { name: "Fold row" }).click({ timeout: 2_000 });
    await expect(page).toHaveURL(/key=order-/, { timeout: 2_000 });
  }).toPass();
  const fold = page.getByRole("region", { name: `Fold of ${key}` });
  await expect(fold).toContainText(/folded from [1-9]\d* events? up to position [\d,]+/);
  await expect(fold.getByRole("row", { name: /^total/ })).toContainText(/\d+\.\d{2}/);
  await expectAccessible(page);

  await form.getByRole("textbox", { name: "Key" }).fill("order-that-never-was");
  await form.getByRole("button", { name: "Fold row" }).click();
  await expect(page.getByText("There is no row of “order-that-never-was”")).toBeVisible();
  await page.goBack();
  await expect(fold).toBeVisible();
});

test("lays a freshly folded row beside the stored one", async ({ page }) => {
  const key = await anOrder(page);
  await page.goto("/projections/order-summary?tab=rows");
  const table = page.getByRole("table", { name: `Row ${key}`, exact: true });
  const button = page.getByRole("button", { name: `Fold row: ${key}`, exact: true });
  await button.waitFor();
  await expect(async () => {
    await button.click({ timeout: 5_000 });
    await expect(page).toHaveURL(/key=order-/, { timeout: 2_000 });
  }).toPass();
  await expect(table).toBeVisible();
  await expect(table.getByRole("columnheader", { name: /^Stored, v\d+/ })).toBeVisible();
  const customer = table.getByRole("row", { name: /^customer_id/ });
  const cells = await customer.getByRole("cell").allTextContents();
  expect(cells).toHaveLength(2);
  expect(cells[0]).toBe(cells[1]);
  await page.getByRole("button", { name: "Close the row" }).click();
  await expect(table).toBeHidden();
});

test("goes back to an instant: a row then beside now, in the address, and returns to now", async ({ page }) => {
  test.setTimeout(180_000);
  const key = await anOrder(page);
  const instant = await midOf(page, key);
  await page.goto(`/projections/order-summary?tab=rows&key=${key}&instant=${instant}`);
  await expect(page.getByText("The past is being viewed")).toBeAttached();
  const table = page.getByRole("table", { name: `Row ${key}`, exact: true });
  await expect(table.getByRole("columnheader", { name: "Then" })).toBeVisible();
  await expect(table.getByRole("columnheader", { name: /^Now, v\d+/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^status/ })).toContainText("placed");
  await expect(page.getByRole("region", { name: `Fold of ${key}` })).toContainText(/folded from \d+ events?, the last/);
  await expect(async () => {
    await page.getByText("Recorded", { exact: true }).click({ timeout: 2_000 });
    await expect(page).toHaveURL(/clock=recorded/, { timeout: 2_000 });
  }).toPass();
  await page.getByRole("button", { name: "Return to now" }).click();
  await expect(page).not.toHaveURL(/instant=/);
  await expect(table.getByRole("columnheader", { name: /^Stored, v\d+/ })).toBeVisible();
});

test("folds a whole read model as of a position, compares its rows with now, and drops them", async ({ page }) => {
  test.setTimeout(180_000);
  // Of its own: there is one fold at a time of a projection, and other runs must find their own.
  const { rows } = await (await page.request.get("/api/v1/events?limit=1"))
    .json()
    .then(({ events }) => ({ rows: events }));
  const position = Math.max(2, Math.floor(Number(rows[0].position) / 2) - Math.floor(Math.random() * 50));
  const url = `/projections/shipment-board?tab=rows&position=${position}`;
  await page.goto(url);
  const offer = page.getByRole("button", { name: "Fold the whole read model…" });
  await expect(async () => {
    await offer.click({ timeout: 5_000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 3_000 });
  }).toPass();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The rows that consumers see are not touched");
  await expect(dialog.getByText("Events to read")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Fold the whole read model" }).click();

  const past = page.getByRole("table", { name: "Rows as of then" });
  await expect(past.or(page.getByText("There was no row then"))).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("radio", { name: /^Changed \d/ })).toBeAttached({ timeout: 30_000 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  await page.getByText(/^New \d/).click();
  await expect(page).toHaveURL(/since=new/);
  await page.reload();
  await expect(page.getByRole("radio", { name: /^New/ })).toBeChecked();

  const list = page.getByRole("table", { name: "Folds as of a point" });
  const row = list.getByRole("row").filter({ hasText: `position ${position.toLocaleString("en-US")}` });
  await expect(async () => {
    if (await row.isVisible()) await row.getByRole("button", { name: "Drop" }).click({ timeout: 5_000 });
    await expect(row).toBeHidden({ timeout: 15_000 });
  }).toPass();
  await expect(offer).toBeVisible({ timeout: 30_000 });
});
