import { randomUUID } from "node:crypto";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("the first event after which a condition on the state holds is found, and what it changed", async ({ page }) => {
  const stream = `wallet-${randomUUID()}`;
  const balances = [12.5, 3, -0.25, 8, -7];
  const response = await page.request.post(`/api/v1/streams/${stream}/events`, {
    data: { expectedVersion: 0, events: balances.map((balance) => ({ type: "Balance counted", data: { balance } })) },
  });
  expect(response.ok()).toBe(true);

  await page.goto(`/streams/${stream}`);
  const bar = page.getByRole("region", { name: "Find when" });
  await expect(async () => {
    await page.keyboard.press("b");
    await expect(bar).toBeVisible({ timeout: 2_000 });
  }).toPass();
  const condition = bar.getByRole("textbox", { name: "Condition on the state" });
  await condition.fill("state.balance <");
  await condition.press("Enter");
  await expect(bar.getByRole("status")).toContainText("character");
  await condition.fill("state.balance < 0.0");
  await bar.getByRole("button", { name: "Find", exact: true }).click();
  await expect(bar.getByRole("status")).toContainText("First at version 3");
  await expectAccessible(page);

  await page.reload();
  await expect(bar.getByRole("status")).toContainText("First at version 3");
  await bar.getByRole("button", { name: "Go there" }).click();
  await expect(page).toHaveURL(/version=3/);
  await bar.getByRole("button", { name: "What changed, 1 path" }).click();
  await expect(page.getByRole("region", { name: "Compare" })).toBeVisible();
  await expect(page).toHaveURL(/a=2/);
});
