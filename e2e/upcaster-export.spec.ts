import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("takes a chain of upcasters along as code, and brings one back as drafts", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("/event-types?type=OrderPlaced");
  const exporting = page.getByRole("dialog", { name: "Export the upcasters of OrderPlaced" });
  await expect(async () => {
    await page.getByRole("button", { name: "Export upcasters…" }).click({ timeout: 2_000 });
    await expect(exporting).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const code = exporting.getByRole("region", { name: "Exported code" });
  await expect(code).toContainText("export function upcastOrderPlaced");
  await expectAccessible(page);
  await exporting.getByText("Python", { exact: true }).click();
  await expect(code).toContainText("def upcast_v1_v2(state: dict[str, Any]) -> None:");
  await expect(exporting.getByText("write it in Python").first()).toBeVisible();
  await exporting.getByText("JSON", { exact: true }).click();
  await expect(code).toContainText('"foldline": "upcasters"');
  const downloading = page.waitForEvent("download");
  await exporting.getByRole("button", { name: "Download" }).click();
  expect((await downloading).suggestedFilename()).toBe("order-placed.upcasters.json");
  await page.keyboard.press("Escape");

  const type = `Parcel weighed ${Date.now()}`;
  const upcaster = { title: `Grams of ${type}`, type, fromVersion: 1, toType: type, toVersion: 2 };
  const document = (operations: object[], ...more: object[]) =>
    JSON.stringify({ foldline: "upcasters", version: 1, upcasters: [{ ...upcaster, operations }, ...more] });
  const grams = { op: "compute", path: "grams", expression: "data.kilograms * 1000" };
  await page.goto("/upcasters");
  await page.getByRole("button", { name: "Import…" }).click();
  const importing = page.getByRole("dialog", { name: "Import upcasters" });
  const text = importing.getByRole("textbox", { name: "Exported upcasters" });
  await text.fill(document([{ op: "weigh", path: "a" }]));
  await expect(importing.getByText(/operations\.0\.op.*There is no operation "weigh" here/)).toBeVisible();
  await text.fill(document([grams], { ...upcaster, title: "Another one", operations: [] }));
  const preview = importing.getByRole("list", { name: "What would be imported" });
  await expect(preview.getByRole("listitem").first()).toContainText("new draft");
  await expect(preview.getByRole("listitem").last()).toContainText(
    `left out: reads the same events as "${upcaster.title}"`,
  );
  await expectAccessible(page);
  await importing.getByRole("button", { name: "Create 1 draft" }).click();
  await expect(page.getByText("1 draft created, 1 left out because of conflicts.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: upcaster.title })).toContainText("Draft");

  await page.getByRole("button", { name: "Import…" }).click();
  await text.fill(document([grams]));
  await expect(preview).toContainText("here already");
  await expect(importing.getByText("There is nothing in it to import.")).toBeVisible();
});
