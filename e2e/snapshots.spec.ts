import { randomUUID } from "node:crypto";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("a category's snapshots are kept as an operator decides, listed, measured and dropped", async ({ page }) => {
  test.slow();
  const category = `tank${randomUUID().slice(0, 8)}`;
  const stream = `${category}-1`;
  const events = Array.from({ length: 45 }, (_, index) => ({ type: "Filled", data: { litres: index + 1 } }));
  expect((await page.request.post(`/api/v1/streams/${stream}/events`, { data: { events } })).ok()).toBe(true);

  // Of a store with many categories only those with the longest streams are listed, and those that were decided on.
  const first = await page.request.post("/api/v1/snapshots/policies", {
    data: { category, every: "never", reason: "a trial" },
  });
  expect(first.ok()).toBe(true);
  await page.goto("/snapshots");
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await page.getByRole("button", { name: `Change ${category}…` }).click({ timeout: 5_000 });
    await expect(dialog.getByText(`Snapshots of ${category}`)).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByText("Every so many events").click();
  await dialog.getByRole("textbox", { name: "Events" }).fill("10");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Tanks grow");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Set policy" }).click();
  await expect(
    page.getByText(`Snapshots of ${category} are kept every 10 events, from the next fold on.`),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(category) }).first()).toContainText("10 events");

  await page.goto(`/streams/${stream}`);
  const state = page.getByRole("region", { name: "State", exact: true });
  await expect(state.getByRole("heading", { name: "State at version 45" })).toBeVisible();
  await page.goto(`/streams/${stream}?version=42`);
  const panel = page.getByRole("dialog", { name: "Snapshots of this stream" });
  const fold = state.getByRole("button", { name: "snapshot at 40 + 2 events" });
  await expect(async () => {
    if (!(await panel.isVisible())) await fold.click({ timeout: 5_000 });
    await expect(panel).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expect(panel.getByRole("row")).toHaveCount(6, { timeout: 30_000 });
  await panel.getByRole("button", { name: "Fold without snapshots" }).click();
  await expect(panel.getByRole("status")).toContainText("without, 42 events", { timeout: 30_000 });
  await expect(panel.getByRole("status")).toContainText("The same state at version 42 both ways.");
  await expectAccessible(page);
  await panel.getByRole("button", { name: /^Drop 5 snapshots/ }).click();
  await dialog.getByRole("button", { name: "Drop 5 snapshots" }).click();
  await expect(page.getByText(/5 snapshots, .* dropped/)).toBeVisible();

  await page.goto("/snapshots");
  await expect(page.getByRole("heading", { level: 1, name: "Snapshots" })).toBeVisible();
  await expectAccessible(page);
});
