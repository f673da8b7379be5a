import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const event = (id: number, changes: object) =>
  JSON.stringify({ specversion: "1.0", id: `e${id}`, source: "elsewhere", time: "2026-03-04T10:00:00Z", ...changes });

test("looks at a file of events without storing it", async ({ page }) => {
  test.setTimeout(180_000);
  const thing = `thing-file${Date.now()}`;
  const lines = [
    event(1, { subject: thing, type: "Opened", data: { owner: "Anna", n: 1 } }),
    "{ no event",
    event(2, { subject: thing, type: "Moved", data: { n: 2 }, foldlinemasked: true }),
    event(3, { subject: `${thing}b`, type: "Opened", data: {} }),
  ];
  await page.goto(`/files?stream=${thing}&version=1`);
  await expect(page.getByText(`This address leads to version 1 of ${thing} in a file.`)).toBeVisible();
  await expectAccessible(page);
  const state = page.getByRole("region", { name: "State" });
  await expect(async () => {
    const buffer = Buffer.from(lines.join("\n"));
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "sent.ndjson", mimeType: "application/x-ndjson", buffer });
    await expect(state).toContainText("State at version 1", { timeout: 8_000 });
  }).toPass();
  await expect(page.getByText("3 events in 2 streams")).toBeVisible();
  await expect(page.getByText("not stored")).toBeVisible();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/version=2/);
  await expect(state).toContainText("State at version 2");
  await expect(state).toContainText("Anna");
  await expect(page.getByRole("region", { name: "Event" }).getByText("masked", { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Compare" }).click();
  await expect(page).toHaveURL(/a=1&b=2|b=2&a=1|a=1.*b=2/);
  await expect(page.getByRole("region", { name: "Difference" })).toContainText("n");
  await page.getByRole("button", { name: "1 bad line…" }).click();
  await expect(page.getByRole("dialog").getByRole("cell", { name: /is not valid JSON/ })).toBeVisible();
  await page.keyboard.press("Escape");

  const stored = await page.request.get(`/api/v1/streams/${thing}`);
  expect(stored.status()).toBe(404);
});
