import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

async function book(page: Page, stream: string, balances: readonly number[]): Promise<void> {
  const events = balances.map((balance) => ({ type: "Balance counted", data: { balance } }));
  const response = await page.request.post(`/api/v1/streams/${stream}/events`, { data: { events } });
  expect(response.ok()).toBe(true);
}

test("every stream of a category is asked, those where the condition holds are listed, and later events asked again", async ({
  page,
}) => {
  test.slow();
  const category = `purse${randomUUID().slice(0, 8)}`;
  await book(page, `${category}-1`, [5, -2, 7]);
  await book(page, `${category}-2`, [5, 6]);
  await book(page, `${category}-3`, [-1]);
  await page.request.post(`/api/v1/streams/${category}-4/events`, {
    data: { events: [{ type: "Opened", data: { owner: "Ada" } }] },
  });

  await page.goto(`/streams/${category}-1?when=${encodeURIComponent("state.balance < 0.0")}`);
  const bar = page.getByRole("region", { name: "Find when" });
  await expect(bar.getByRole("status")).toContainText("First at version 2", { timeout: 60_000 });
  await bar.getByRole("link", { name: `In every stream of ${category}…` }).click();

  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("It holds in 2 of 4 streams tried. In 1 it could not be decided:")).toBeVisible({
    timeout: 30_000,
  });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Look through 4 streams" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "state.balance < 0.0" })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  const found = page.getByRole("grid", { name: "Streams where it holds" });
  await expect(found.getByRole("row")).toHaveCount(3);
  await expect(found.getByRole("row").nth(1)).toContainText(`${category}-1`);
  await expect(found.getByRole("row").nth(1)).toContainText("balance 5 → -2");
  await expect(page.getByRole("heading", { name: "Not decided" })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(found.getByRole("row")).toHaveCount(3);

  await book(page, `${category}-2`, [-9]);
  const answered = page.url();
  await expect(async () => {
    await page.getByRole("button", { name: "Ask again for what came since" }).click({ timeout: 2_000 });
    await expect(page).not.toHaveURL(answered, { timeout: 5_000 });
  }).toPass();
  await expect(page.getByText("Done", { exact: true }).first()).toBeVisible({ timeout: 60_000 });
  await expect(found.getByRole("row")).toHaveCount(2);
  await found.getByRole("link", { name: `${category}-2` }).click();
  await expect(page).toHaveURL(new RegExp(`${category}-2\\?version=3`));

  await page.goto(`/find-when?category=${category}`);
  const questions = page.getByRole("grid", { name: "Questions" });
  await expect(questions.getByRole("link", { name: "state.balance < 0.0" }).first()).toBeVisible();
  await expectAccessible(page);
});
