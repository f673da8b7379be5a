import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const category = `purse${Date.now().toString(36)}`;
const stream = `/streams/${category}-1`;
const state = (page: Page) => page.getByRole("region", { name: "State" });
const expression = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });

async function publish(page: Page, version: number) {
  const button = page.getByRole("button", { name: `Publish version ${version}…` });
  await expect(button).not.toHaveAttribute("aria-disabled", "true");
  await button.click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Publish version ${version}`, exact: true })
    .click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

test("a reducer is written for streams that have none, published, corrected, and taken out of use", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const appended = await page.request.post(`/api/v1${stream}/events`, {
    data: {
      expectedVersion: 0,
      events: [
        { type: "PurseOpened", data: { owner: "Mina", balance: 10 } },
        { type: "PursePaid", data: { amount: 2.5 } },
        { type: "PursePaid", data: { amount: 4 } },
      ],
    },
  });
  expect(appended.ok()).toBe(true);

  await test.step("it begins with what the inferred state does", async () => {
    await page.goto(stream);
    await expect(state(page)).toContainText("inferred state");
    await page.getByRole("link", { name: "Write a reducer…" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("New reducer");
    await expect(page.getByRole("textbox", { name: "Path of change 1 on PursePaid" })).toHaveValue("amount");
  });

  await test.step("a mistake is marked in its place", async () => {
    await page.getByRole("textbox", { name: "Path of change 1 on PursePaid" }).fill("balance");
    await expression(page, "balance on PursePaid").fill("coalese(state.balance, 0) - data.amount");
    await expect(expression(page, "balance on PursePaid").locator(".cm-lintRange-error")).toHaveText("coalese");
    await expect(page.getByRole("button", { name: "Publish version 1…" })).toHaveAttribute("aria-disabled", "true");
    await expectAccessible(page);
  });

  await test.step("put right, it is folded over stored streams", async () => {
    await expression(page, "balance on PursePaid").fill("state.balance - data.amount");
    await expect(page.getByRole("region", { name: "State of the draft" })).toContainText("3.5");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "light" });
  });

  await test.step("published, it is what the streams are shown with", async () => {
    await publish(page, 1);
    await expect(page).toHaveURL(new RegExp(`/reducers/${category}$`));
    await page.goto(stream);
    await expect(state(page)).toContainText("3.5");
    const choice = state(page).getByRole("combobox", { name: "Reducer" });
    await expect(choice).toHaveValue(category);
    await choice.selectOption("inferred state");
    await expect(page).toHaveURL(/reducer=/);
    await expect(state(page)).toContainText("amount");
    await page.goto(page.url());
    await expect(state(page)).toContainText("amount");
  });

  await test.step("the next version takes its place", async () => {
    await page.goto(`/reducers/${category}`);
    await expression(page, "balance on PursePaid").fill("state.balance - data.amount * 2.0");
    await publish(page, 2);
    await page.goto(stream);
    await expect(state(page)).toContainText("-3");
  });

  await test.step("taken out of use, the state is inferred again", async () => {
    await page.goto(`/reducers/${category}`);
    await page.getByRole("button", { name: "Retire…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("The journey is over");
    await dialog.getByRole("button", { name: "Retire reducer" }).click();
    await expect(page).toHaveURL(/\/reducers$/);
    await expectAccessible(page);
    await page.goto(stream);
    await expect(state(page)).toContainText("inferred state");
  });
});
