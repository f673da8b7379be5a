import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

/** An order that consumers see in the read model of order-summary. */
async function anOrder(page: Page): Promise<string> {
  const { rows } = await (await page.request.get("/api/v1/projections/order-summary/rows?limit=1")).json();
  return rows[0].order_id;
}

test("folds a row of a projection without a table when asked, and says what it read", async ({ page }) => {
  const key = await anOrder(page);
  await page.goto("/projections/order-changes?tab=rows");
  const form = page.getByRole("form", { name: "Fold now" });
  await expect(async () => {
    await form.getByRole("textbox", { name: "Key" }).fill(key);
    await form.getByRole("button", { name: "Fold" }).click({ timeout: 2_000 });
    await expect(page).toHaveURL(/key=order-/, { timeout: 2_000 });
  }).toPass();
  const fold = page.getByRole("region", { name: `Fold of ${key}` });
  await expect(fold).toContainText(/folded from [1-9]\d* events? up to position [\d,]+/);
  await expect(fold.getByRole("row", { name: /^total/ })).toContainText(/\d+\.\d{2}/);
  await expectAccessible(page);

  await form.getByRole("textbox", { name: "Key" }).fill("order-that-never-was");
  await form.getByRole("button", { name: "Fold" }).click();
  await expect(page.getByText("There is no row of “order-that-never-was”")).toBeVisible();
  await page.goBack();
  await expect(fold).toBeVisible();
});

test("lays a freshly folded row beside the stored one", async ({ page }) => {
  const key = await anOrder(page);
  await page.goto("/projections/order-summary?tab=rows");
  const table = page.getByRole("table", { name: `Row ${key}`, exact: true });
  const button = page.getByRole("button", { name: `Fold now: ${key}`, exact: true });
  await button.waitFor();
  await expect(async () => {
    await button.click({ timeout: 5_000 });
    await expect(page).toHaveURL(/key=order-/, { timeout: 2_000 });
  }).toPass();
  await expect(table).toBeVisible();
  await expect(table.getByRole("columnheader", { name: /^Stored, v\d+/ })).toBeVisible();
  const cells = await table
    .getByRole("row", { name: /^customer_id/ })
    .getByRole("cell")
    .allTextContents();
  expect(cells).toHaveLength(2);
  expect(cells[0]).toBe(cells[1]);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Close the fold" }).click();
  await expect(table).toBeHidden();
});
