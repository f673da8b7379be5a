import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("writes an upcaster, tries it on stored events, activates it, and rebuilds what became stale", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto("/event-types?type=ShipmentPrepared");
  await expect(page.getByRole("heading", { level: 2, name: "ShipmentPrepared" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "New upcaster…" }).click();

  await page.getByRole("textbox", { name: "Title" }).fill("Say which service carried it");
  await page.getByRole("button", { name: "Add operation", exact: true }).click();
  await page.getByRole("menuitem", { name: "Compute a field with CEL" }).click();
  await page.getByRole("combobox", { name: "Field, operation 1", exact: true }).fill("service");
  const expression = page.getByRole("textbox", { name: "Expression, operation 1" });
  await expression.fill("data.noSuchField + ");
  await expect(page.getByText(/character \d+/).first()).toBeVisible();
  await expression.fill("data.noSuchField");
  await expect(page.getByText("Operation 1 fails")).toBeVisible();
  await expression.fill('"standard"');
  await expect(page.getByRole("region", { name: "Before and after" })).toContainText('"service": "standard"');
  await expect(page.getByText("Projections made stale")).toBeVisible();

  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page).toHaveURL(/\/upcasters\/[0-9a-f-]{36}$/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("every event passes")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Activate…" }).first().click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Activate upcaster/ })
    .click();
  await expect(page.getByText(/is active: /)).toBeVisible();

  await page.goto("/projections?show=attention");
  const stale = page.getByRole("row").filter({ hasText: "shipment-board" });
  await expect(stale).toContainText("built with older upcasters");
  await stale.getByRole("button", { name: "Rebuild shipment-board…" }).click();
  const preflight = page.getByRole("dialog");
  await preflight.getByRole("button", { name: /Start rebuild/ }).click();
  const promote = page.getByRole("button", { name: /^Promote v\d+$/ });
  await expect(promote).toBeVisible({ timeout: 60_000 });
  await page.getByRole("textbox", { name: "Reason" }).fill("Read with the new upcaster");
  await promote.click();
  await expect(page.getByText(/Consumers of shipment-board see v\d+ now/)).toBeVisible({ timeout: 45_000 });
  await page.goto("/projections?show=all&name=shipment-board");
  await expect(page.getByRole("row").filter({ hasText: "shipment-board" })).not.toContainText("older upcasters");
});
