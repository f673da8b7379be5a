import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const ORDER = "order-M-20417";

test("a first-run user finds what went wrong in the demo, and puts the parked stream right", async ({ page }) => {
  test.setTimeout(120_000);
  const parked = async () => {
    const response = await page.request.get(`/api/v1/dead-letters/summary?q=${ORDER}`);
    return (await response.json()).parked;
  };
  // The story is told once the read models of the history are built; then the event is tried three times.
  await expect.poll(parked, { timeout: 60_000 }).toBe(1);
  await page.goto("/");
  const attention = page.getByRole("main");
  await expect(attention.getByText(/order-summary/).first()).toBeVisible();
  // Other journeys park streams of the shipment board meanwhile; here it is stale all the same.
  await expect(attention.getByText("shipment-board v1").first()).toBeVisible();
  await expect(attention.getByText("was built with older upcasters.").first()).toBeVisible();
  await expect(attention.getByRole("button", { name: /^Rebuild/ }).first()).toBeEnabled();
  await expectAccessible(page);

  await page.goto("/projections?show=attention");
  const stopped = page.getByRole("row").filter({ hasText: "order-summary" });
  await expect(stopped).toContainText("1 stream parked");
  await stopped.getByRole("link", { name: /Retry/ }).click();

  await expect(page).toHaveURL(/\/dead-letters\?projection=order-summary/);
  await page
    .getByRole("list", { name: "Dead letters" })
    .getByRole("button", { name: new RegExp(ORDER) })
    .click();
  await expect(page.getByText(/basis: Invalid option: expected one of "prepaid"\|"invoice"/).first()).toBeVisible();
  await page.getByRole("button", { name: "Edit and retry…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^Payload/ }).fill('{"basis": "prepaid"}');
  await dialog.getByLabel("Reason").fill("The marketplace has been paid");
  await dialog.getByRole("button", { name: /^Retry with this payload/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "2 events applied." }).first()).toBeVisible();
  await expect.poll(parked).toBe(0);
  const { rows } = await (await page.request.get(`/api/v1/projections/order-summary/rows?search=${ORDER}`)).json();
  expect(JSON.stringify(rows)).toContain("completed");
});
