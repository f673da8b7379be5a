import { randomUUID } from "node:crypto";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("a category is copied, each copy beside its original, and the originals stay", async ({ page }) => {
  test.setTimeout(240_000);
  const category = `toll${randomUUID().slice(0, 8)}`;
  for (const stream of [1, 2]) {
    const events = [1, 2, 3].map((amount) => ({ type: "Toll copied", data: { amount: amount * stream } }));
    const response = await page.request.post(`/api/v1/streams/${category}-${stream}/events`, {
      data: { expectedVersion: 0, events },
    });
    expect(response.ok()).toBe(true);
  }

  await page.goto("/upcasters");
  await page.getByRole("link", { name: "Copies of categories" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Copies" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy a category…" }).click();
  const dialog = page.getByRole("dialog");
  const start = dialog.getByRole("button", { name: /^Start copy/ });
  await expect(start).toBeDisabled();
  await dialog.getByRole("combobox", { name: "From" }).fill(category);
  await page.getByRole("option", { name: `${category}: 6 events in 2 streams` }).click();
  await dialog.getByRole("textbox", { name: "To" }).fill(category);
  await expect(dialog.getByText("The copy needs a category of its own.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "To" }).fill(`${category}copy`);
  await expect(dialog.getByText("None of 6 tried from all over the history.")).toBeVisible();
  await expect(dialog.getByText("projection event-types (6)")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Reason" }).fill("A trial of copying");
  await start.click();
  await expect(page.getByText(`${category} is copied to ${category}copy.`)).toBeVisible();

  const row = page.getByRole("row").filter({ hasText: `${category} → ${category}copy` });
  await expect(row).toContainText("Done", { timeout: 60_000 });
  await expect(row).toContainText("A trial of copying");
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: `${category} → ${category}copy` })).toBeVisible();
  const copies = page.getByRole("table", { name: "Copies and originals" });
  await expect(copies.getByRole("row")).toHaveCount(7);
  await expectAccessible(page);
  await copies.getByRole("link", { name: `${category}-2 version 3` }).click();
  await expect(page).toHaveURL(new RegExp(`/streams/${category}-2\\?version=3`));
  await page.goto(`/streams/${category}copy-2?version=3`);
  await expect(page.getByText("copiedFrom").first()).toBeVisible();
});
