import type { Page } from "@playwright/test";
import { test } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test as signedIn, signIn } from "./support/test";

const name = `open-orders-${Date.now().toString(36)}`;
const expression = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });

async function addColumn(page: Page, number: number, column: string, type: string) {
  if (number > 1) await page.getByRole("button", { name: "Add column" }).click();
  await page.getByRole("textbox", { name: `Name of column ${number}` }).fill(column);
  const field = page.getByRole("combobox", { name: `Type of column ${number}` });
  await field.fill(type);
  await field.press("Tab");
}

async function addType(page: Page, type: string) {
  const field = page.getByRole("combobox", { name: "Add event type" });
  await field.click();
  await field.fill(type);
  await page.getByRole("option", { name: type, exact: true }).click();
}

/** The characters that the field underlines. */
const marked = (page: Page, label: string) => expression(page, label).locator(".cm-lintRange-error");

const mistake = (page: Page, message: string) => page.getByRole("listitem").filter({ hasText: message });

test("writes a projection in the console, sees its mistakes, previews it, builds it, and rebuilds the next version", async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signIn(page);
  await page.goto("/projections");
  await page.getByRole("link", { name: "New projection…" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "New projection" })).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await addColumn(page, 1, "placed", "timestamptz");
  await addColumn(page, 2, "events", "integer");
  await addColumn(page, 3, "customer", "text");
  await addType(page, "OrderPlaced");
  await addType(page, "OrderConfirmed");

  await test.step("every mistake is marked in its place", async () => {
    await expression(page, "customer on OrderPlaced").fill("data.custmerId");
    await expect(marked(page, "customer on OrderPlaced")).toHaveText("custmerId");
    await expect(mistake(page, 'No event "OrderPlaced" has data.custmerId. Is it "customerId"?')).toBeVisible();
    await expression(page, "events on OrderPlaced").fill("1 + coalese(row.events, 0)");
    await expect(marked(page, "events on OrderPlaced")).toHaveText("coalese");
    await expect(mistake(page, 'There is no function "coalese". Is it "coalesce"?')).toBeVisible();
    await expression(page, "placed on OrderPlaced").fill("event.version");
    await expect(mistake(page, 'Column "placed" is timestamptz and does not take a number.')).toBeVisible();
    await expect(page.getByRole("button", { name: "Create and build…" })).toHaveAttribute("aria-disabled", "true");
    await expectAccessible(page);
  });

  await test.step("put right, with a click on a field that occurs, it is folded over stored events", async () => {
    await expression(page, "customer on OrderPlaced").fill("");
    await page
      .getByRole("button", { name: /^data\.customerId/ })
      .first()
      .click();
    await expect(expression(page, "customer on OrderPlaced")).toHaveText("data.customerId");
    await expression(page, "events on OrderPlaced").fill("coalesce(row.events, 0) + 1");
    await expression(page, "placed on OrderPlaced").fill("event.occurredAt");
    await expression(page, "events on OrderConfirmed").fill("row.events + 1");
    const fold = page.getByRole("region", { name: /^Events of the row / });
    await expect(fold.getByRole("row").filter({ hasText: "OrderConfirmed" }).first()).toContainText("1 2");
    await expect(fold.locator("td[data-changed]").first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("created, it is filled by the workers", async () => {
    await page.getByRole("button", { name: "Create and build…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Create and build" }).click();
    await expect(page).toHaveURL(new RegExp(`/projections/${name}$`));
    await page.goto(`/projections/${name}?tab=rows`);
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole("cell", { name: /^\d+$/ }).first()).toBeVisible({ timeout: 3_000 });
    }).toPass({ timeout: 60_000 });
  });

  await test.step("edited, it is published as definition 2, and the rebuild is offered and done", async () => {
    await page.goto(`/projections/${name}?tab=definition`);
    await expect(page.getByText("written in the console")).toBeVisible();
    await page.getByRole("link", { name: "Edit definition…" }).click();
    await expression(page, "customer on OrderPlaced").fill("data.customerId.upperAscii()");
    await page.getByRole("button", { name: "Publish definition 2…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Customers are written in capitals");
    await dialog.getByRole("button", { name: "Publish definition 2" }).click();
    const rebuild = page.getByRole("dialog", { name: /Rebuild/ });
    await rebuild.getByRole("button", { name: /Start rebuild/ }).click();
    await expect(page).toHaveURL(/tab=rebuild/);
    await expect(page.getByText("v2 ready").first()).toBeVisible({ timeout: 90_000 });
  });

  await test.step("the history shows what changed between the definitions", async () => {
    await page.goto(`/projections/${name}?tab=definition`);
    const comparison = page.getByRole("region", { name: "Definition 2 compared with 1" });
    await expect(comparison).toContainText("+   customer = data.customerId.upperAscii()");
    await expect(comparison).toContainText("−   customer = data.customerId");
    await expect(page.getByText("Customers are written in capitals")).toBeVisible();
    await expectAccessible(page);
  });
});

signedIn("a name that is taken is said at once, and a draft is found again", async ({ page }) => {
  await page.goto("/projections/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("order-summary");
  await expect(page.getByText('The code has a projection "order-summary".')).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(`${name}-draft`);
  await addColumn(page, 1, "half", "text");
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page).toHaveURL(new RegExp(`${name}-draft/edit$`));
  await expect(page.getByRole("textbox", { name: "Name of column 1" })).toHaveValue("half");
  await page.getByRole("button", { name: "Discard draft…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard draft" }).click();
  await expect(page).toHaveURL(/\/projections$/);
});
