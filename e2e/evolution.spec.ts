import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const run = Date.now().toString(36);
const type = `ParcelWeighed${run}`;
const projection = `parcels-${run}`;
const parcel = (number: number) => `parcel${run}-${number}`;

/** Five parcels, of which the third lacks its rate, and a projection of the console that reads them. */
async function prepare(page: Page) {
  for (const number of [1, 2, 3, 4, 5]) {
    const data = { grams: number * 100, ...(number === 3 ? {} : { rate: 0.5 }), legacyRef: null, unit: "g" };
    const response = await page.request.post(`/api/v1/streams/${parcel(number)}/events`, {
      data: { expectedVersion: 0, events: [{ type, data }] },
    });
    expect(response.ok()).toBe(true);
  }
  const definition = {
    name: projection,
    columns: [{ name: "weighed", type: "integer" }],
    on: [{ type, set: { weighed: "coalesce(row.weighed, 0) + 1" } }],
  };
  const published = await page.request.post(`/api/v1/console-projections/${projection}/publish`, {
    data: { definition, isNew: true },
  });
  expect(published.ok()).toBe(true);
}

async function addOperation(page: Page, kind: string) {
  await page.getByRole("button", { name: "Add operation", exact: true }).click();
  await page.getByRole("menuitem", { name: kind }).click();
}

const path = (page: Page, label: string) => page.getByRole("combobox", { name: label, exact: true });

test("writes an upcaster, sees an event fail, fixes it, verifies and activates it, rebuilds, and rolls it back", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await prepare(page);

  await test.step("three operations and an expression, tried as they are written", async () => {
    await page.goto(`/upcasters/new?type=${type}`);
    await page.getByRole("textbox", { name: "Title" }).fill("Fees and weight");
    await addOperation(page, "Move a field to another place");
    await path(page, "From field, operation 1").fill("grams");
    await path(page, "To field, operation 1").fill("weight.grams");
    await addOperation(page, "Compute a field with CEL");
    await path(page, "Field, operation 2").fill("fee");
    await page.getByRole("textbox", { name: "Expression, operation 2" }).fill("data.weight.grams * data.rate");
    await addOperation(page, "Remove a field");
    await path(page, "Field, operation 3").fill("legacyRef");
    const sides = page.getByRole("region", { name: "Before and after" });
    await expect(page.getByText("Operation 2 fails")).toBeVisible();
    await expect(page.getByText("data.rate is missing in 1 of 5 events looked at")).toBeVisible();
    await page.getByRole("button", { name: /^Shape 1/ }).click();
    await expect(sides).toContainText('"fee": 50');
    await page.getByRole("group", { name: "Effect of" }).getByRole("button", { name: "operation 1" }).click();
    await expect(sides).not.toContainText('"fee"');
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show the state of this stream before and after" }).click();
    const states = page.getByRole("dialog", { name: "State before and after" });
    await states.getByRole("textbox", { name: "Stream" }).fill(parcel(5));
    await states.getByRole("button", { name: "Fold this stream" }).click();
    await expect(states.getByRole("region", { name: /^State by/ })).toContainText(/fee.*250/);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("a link asks before what was written is lost", async () => {
    await page.getByRole("link", { name: "Upcasters", exact: true }).first().click();
    const leaving = page.getByRole("dialog", { name: "Leave without saving" });
    await expectAccessible(page);
    await leaving.getByRole("button", { name: "Stay here" }).click();
    await expect(leaving).toBeHidden();
    await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Fees and weight");
  });

  await test.step("the text says the same, and what is changed there shows in the form", async () => {
    const face = page.getByRole("radiogroup", { name: "Operations as" });
    await face.getByText("Text").click();
    const text = page.getByRole("textbox", { name: "Operations as JSON" });
    await expect(text).toContainText('"expression": "data.weight.grams * data.rate"');
    await face.getByText("Form").click();
  });

  await test.step("verified, it shows the event that fails", async () => {
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page).toHaveURL(/\/upcasters\/[0-9a-f-]{36}$/);
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    await expect(page.getByText("1 event fails").first()).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("region", { name: "Reasons" }).getByText(parcel(3)).first()).toBeVisible();
    await expect(page.getByRole("button", { name: "Activate with a reason…" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("put right with what is proposed, every event passes", async () => {
    await page.getByRole("button", { name: "Use it" }).click();
    await expect(page.getByRole("textbox", { name: "Expression, operation 2" })).toContainText("has(data.rate)");
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page.getByText("This result is out of date")).toBeVisible();
    await page.getByRole("button", { name: "Verify again" }).click();
    await expect(page.getByText("every event passes")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText("Verified", { exact: true })).toBeVisible();
  });

  await test.step("activated, the projection that reads it is stale, and is rebuilt", async () => {
    await expect(page.getByRole("link", { name: projection })).toBeVisible();
    await page.getByRole("button", { name: "Activate…" }).first().click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Activate upcaster/ })
      .click();
    await expect(page.getByText(/is active: /)).toBeVisible();
    await page.goto(`/projections?show=all&name=${projection}`);
    const row = page.getByRole("row").filter({ hasText: projection });
    await expect(row).toContainText("older upcasters");
    await row.getByRole("button", { name: `Rebuild ${projection}…` }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Start rebuild/ })
      .click();
    const promote = page.getByRole("button", { name: /^Promote v\d+$/ });
    await expect(promote).toBeVisible({ timeout: 90_000 });
    await page.getByRole("textbox", { name: "Reason" }).fill("Read with the new upcaster");
    await promote.click();
    await expect(page.getByText(new RegExp(`Consumers of ${projection} see`))).toBeVisible({ timeout: 60_000 });
  });

  await test.step("it is to be had as code from where it was written", async () => {
    await page.goto("/upcasters");
    const row = page.getByRole("row").filter({ hasText: type });
    await row.getByRole("link", { name: "Fees and weight" }).click();
    await page.getByRole("button", { name: "Export upcasters…" }).click();
    const exported = page.getByRole("dialog", { name: `Export the upcasters of ${type}` });
    await expect(exported.getByRole("region", { name: "Exported code" })).toContainText("legacyRef");
    await page.keyboard.press("Escape");
  });

  await test.step("rolled back, the events are read as before", async () => {
    await page.goto("/upcasters");
    await page.getByRole("button", { name: "Roll back to the previous set…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("Fees and weight");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Fees are computed elsewhere");
    await dialog.getByRole("button", { name: /^Roll back/ }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("row").filter({ hasText: type })).toContainText("Retired");
  });
});
