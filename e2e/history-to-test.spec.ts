import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("takes a stream along as a file and as a test, with what looks personal masked", async ({ page }) => {
  test.setTimeout(180_000);
  page.setDefaultTimeout(30_000);
  const streamId = `order-e2e${Date.now()}`;
  const shipTo = { street: "Lindengasse 4", postalCode: "10999", city: "Berlin", country: "DE" };
  const lines = [{ sku: "TUBE-28", quantity: 2, unitPrice: 649 }];
  const placed = { customerId: "customer-1", currency: "EUR", lines, total: 1_298, shipTo };
  const events = [
    { type: "OrderPlaced", schemaVersion: 3, data: placed },
    { type: "OrderConfirmed", schemaVersion: 2, data: { basis: "prepaid" } },
    { type: "OrderCompleted", data: {} },
  ];
  const appended = await page.request.post(`/api/v1/streams/${streamId}/events`, {
    data: { expectedVersion: 0, events },
  });
  expect(appended.ok()).toBe(true);

  await page.goto(`/streams/${streamId}`);
  const dialog = page.getByRole("dialog", { name: `Export ${streamId}` });
  await expect(async () => {
    await page.getByRole("button", { name: "Export…" }).click({ timeout: 3_000 });
    await expect(dialog).toBeVisible({ timeout: 3_000 });
  }).toPass();
  const street = dialog.getByRole("checkbox", { name: "Mask shipTo.street of OrderPlaced" });
  await expect(street).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: "Mask total of OrderPlaced" })).not.toBeChecked();
  const beginning = dialog.getByRole("region", { name: "Beginning of the file" });
  await expect(beginning).toContainText('"foldlinemasked":true');
  await expect(beginning).not.toContainText("Lindengasse");
  await expectAccessible(page);

  await dialog.getByRole("switch", { name: "Packed (gzip)" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`${streamId}.masked.ndjson.gz`);
  const text = gunzipSync(readFileSync(await file.path())).toString();
  expect(text).not.toContain("Lindengasse");
  expect(text.trimEnd().split("\n")).toHaveLength(3);

  await dialog.getByText("Test", { exact: true }).click();
  await expect(page).toHaveURL(/export=test/);
  await expect(dialog.getByRole("heading", { name: "3 tests" })).toBeVisible();
  await expect(beginning).toContainText('test("version 2: ConfirmOrder leads to OrderConfirmed", () => {');
  await dialog.getByRole("checkbox", { name: "Mask total of OrderPlaced" }).check();
  await expect(dialog.getByText(/it leads to OrderPlaced with other data/)).toBeVisible();
  await dialog.getByRole("button", { name: "None" }).click();
  await expect(beginning).toContainText("Lindengasse 4");
  await page.reload();
  await expect(dialog.getByRole("heading", { name: "3 tests" })).toBeVisible({ timeout: 60_000 });

  await page.goto("/audit");
  await expect(page.getByText("History exported").first()).toBeVisible();
});
