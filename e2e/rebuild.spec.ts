import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("rebuilds a projection from the button to promoted, with a chart that stays", async ({ page }) => {
  await page.goto("/projections");
  await expect(page.getByRole("heading", { level: 1, name: "Projections" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "revenue", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "revenue" })).toBeVisible();
  await expect(page.getByRole("grid").or(page.getByRole("table", { name: "Partitions" }))).toBeVisible();

  await page.getByRole("button", { name: "Rebuild…" }).click();
  const preflight = page.getByRole("dialog");
  await expect(preflight.getByText("Events to read")).toBeVisible();
  await preflight.getByLabel("Reason").fill("The end-to-end run wants to see it");
  await preflight.getByRole("button", { name: /Start rebuild/ }).click();

  await expect(page).toHaveURL(/tab=rebuild/);
  const promote = page.getByRole("button", { name: /^Promote v\d+…$/ });
  await expect(promote).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText("waits to be promoted").first()).toBeVisible();
  await promote.click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Promote v\d+/ })
    .click();
  await expect(page.getByText(/Consumers of revenue see v\d+ now/)).toBeVisible();

  await page.reload();
  await expect(page.getByRole("heading", { name: "Events replayed per second" })).toBeVisible();
  await expect(page.getByText(/The same as a table, \d+ sample/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("navigation", { name: "Parts of revenue" }).getByRole("link", { name: "History" }).click();
  await expect(page.getByText("The end-to-end run wants to see it")).toBeVisible();
});

test("shows the rows that consumers see, found by key", async ({ page }) => {
  await page.goto("/projections/order-summary?tab=rows");
  const rows = page.getByRole("table", { name: /Rows of read_models/ });
  await expect(rows).toBeVisible();
  const key = (await rows.getByRole("row").nth(1).getByRole("cell").first().textContent()) ?? "";
  await page.getByRole("textbox", { name: /^Search by/ }).fill(key);
  await expect(page).toHaveURL(/search=/);
  await expect(rows.getByRole("cell", { name: key, exact: true })).toBeVisible();
});
