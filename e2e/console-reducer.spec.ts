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
    .getByRole("button", { name: `Publish version ${version}` })
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
    await expect(page.getByRole("combobox", { name: "Path of change 1 on PursePaid" })).toHaveValue("amount");
  });

  await test.step("a mistake is marked in its place", async () => {
    await page.getByRole("combobox", { name: "Path of change 1 on PursePaid" }).fill("balance");
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

test("a draft is written as JSON too, found again from its address, and never overwrites another's", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const jar = `jar${category}`;
  const appended = await page.request.post(`/api/v1/streams/${jar}-1/events`, {
    data: {
      expectedVersion: 0,
      events: [
        { type: "JarFilled", data: { coins: [{ n: 1 }], by: "Mina" } },
        { type: "JarEmptied", data: { by: 5 } },
      ],
    },
  });
  expect(appended.ok()).toBe(true);
  const text = page.getByRole("textbox", { name: "Definition as JSON" });
  const definition = (description: string, emptied: string) => ({
    name: jar,
    category: jar,
    description,
    initial: { limit: 1 },
    on: [
      { type: "JarFilled", changes: [{ op: "set", path: "coins", expression: "data.coins" }] },
      { type: "JarEmptied", changes: [{ op: "set", path: "by", expression: emptied }] },
    ],
  });

  await test.step("typed as JSON, a mistake is marked there and an event that fails is named", async () => {
    await page.goto(`/reducers/new?category=${jar}&face=text`);
    await expect(text).toContainText("JarFilled");
    await text.fill('{"name": 1');
    await expect(page.getByText("The text is no definition; the form shows the last that it meant.")).toBeVisible();
    const written = JSON.stringify(definition("mine", "data.by + 'x'"), null, 2).replace(
      ": 1\n",
      ": 12345678901234567890\n",
    );
    await text.fill(written);
    await expect(page.getByText("The text is no definition", { exact: false })).toHaveCount(0);
    await page.getByRole("radiogroup", { name: "Definition as" }).getByText("Form").click();
    await expect(expression(page, "by on JarEmptied")).toHaveText("data.by + 'x'");
    await expect(expression(page, "Initial state")).toContainText("12345678901234567890");
  });

  await test.step("the preview shows the state at any version, beside the present one, and keeps it in the address", async () => {
    await expression(page, "by on JarEmptied").fill("coalesce(data.by, 0) > 1 ? string(data.by) : 'nobody'");
    const events = page.getByRole("list", { name: "Events of the stream" });
    await events.getByRole("button", { name: /JarFilled/ }).click();
    await expect(page).toHaveURL(/version=1/);
    await expect(page.getByRole("region", { name: "State of the draft" })).toContainText("12345678901234567890");
    await page.getByRole("radiogroup", { name: "State shown" }).getByText("Beside the inferred state").click();
    await expect(page.getByRole("region", { name: "The draft's state compared with today's" })).toBeVisible();
    await page.getByRole("button", { name: "Save draft" }).click();
    await expect(page).toHaveURL(new RegExp(`/reducers/${jar}`));
    await page.goto(`/reducers/${jar}?version=1&beside=true`);
    await expect(page.getByRole("heading", { name: "State at version 1" })).toBeVisible();
    await expect(page.getByRole("region", { name: "The draft's state compared with today's" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("somebody else's draft is not overwritten without a word", async () => {
    const own = await (await page.request.get(`/api/v1/reducers/${jar}`)).json();
    const other = await page.request.put(`/api/v1/reducers/${jar}/draft`, {
      data: { definition: definition("theirs", "'theirs'"), updatedAt: own.versions[0].updatedAt },
    });
    expect(other.ok()).toBe(true);
    await page.getByRole("textbox", { name: "Description" }).fill("mine again");
    await page.getByRole("button", { name: "Save draft" }).click();
    const notice = page.getByRole("alert").filter({ hasText: "Somebody else changed this draft" });
    await expect(notice).toBeVisible();
    await expectAccessible(page);
    await notice.getByRole("button", { name: "Show theirs" }).click();
    await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("theirs");
    await expect(expression(page, "by on JarEmptied")).toHaveText("'theirs'");
  });

  await test.step("leaving with something unsaved is asked about", async () => {
    await page.getByRole("textbox", { name: "Description" }).fill("unsaved");
    await page.getByRole("link", { name: "Reducers", exact: true }).first().click();
    const dialog = page.getByRole("dialog", { name: "Leave without saving" });
    await dialog.getByRole("button", { name: "Stay here" }).click();
    await page.getByRole("textbox", { name: "Description" }).fill("theirs");
    await page.getByRole("button", { name: "Discard draft…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard draft" }).click();
    await expect(page).toHaveURL(/\/reducers$/);
  });
});
