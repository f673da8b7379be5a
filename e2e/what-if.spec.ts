import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, pressUntil, test } from "./support/test";

test.slow();

/** A stream of a category of its own, whose state is inferred. */
async function openMeter(page: Page): Promise<string> {
  const stream = `suppose${Date.now()}-1`;
  const read = (reading: number) => ({ type: "MeterSupposed", data: { reading, [`r${reading}`]: true } });
  const response = await page.request.post(`/api/v1/streams/${stream}/events`, {
    data: { expectedVersion: 0, events: [read(1), read(2), read(3)] },
  });
  expect(response.status()).toBe(200);
  return stream;
}

const row = (page: Page, name: string | RegExp) => page.getByRole("listitem").filter({ hasText: name });
const difference = (page: Page) => page.getByRole("region", { name: "Without and with the changes" });

/** Writes into the editor of the open dialog. */
async function writeData(page: Page, text: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByText("JSON", { exact: true }).click();
  const editor = dialog.getByRole("textbox", { name: "Data as JSON" });
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

test("leaves out, edits and inserts by keys, stores nothing, and shows the same from its address", async ({ page }) => {
  const stream = await openMeter(page);
  await page.goto(`/streams/${stream}`);
  await expect(async () => {
    await page.getByRole("button", { name: "What if" }).click();
    await expect(page).toHaveURL(/mode=what-if/, { timeout: 2_000 });
  }).toPass();
  await expect(page.getByText("nothing is stored")).toBeVisible();
  await expect(difference(page)).toContainText("The states are the same");

  await test.step("leave out the second event", async () => {
    await pressUntil(page, ["k"], () => expect(page).toHaveURL(/event=2/, { timeout: 1_000 }));
    await page.keyboard.press("x");
    await expect(row(page, "left out")).toHaveCount(1);
    await expect(difference(page)).toContainText("r2");
    await expect(page).toHaveURL(/changes=/);
  });

  await test.step("edit the first, digit for digit", async () => {
    await page.keyboard.press("k");
    await page.keyboard.press("e");
    await expect(page.getByRole("dialog")).toContainText("Edit version 1");
    await writeData(page, '{"reading":1,"exact":12345678901234567890.10}');
    await expectAccessible(page);
    await page.getByRole("button", { name: "Suppose the edit" }).click();
    await expect(difference(page)).toContainText("12345678901234567890.10");
  });

  await test.step("insert one behind the last, filled in like the last of its type", async () => {
    await page
      .getByRole("button", { name: "version 3" })
      .or(row(page, /^3/).getByRole("button").first())
      .first()
      .click();
    await page.keyboard.press("i");
    await expect(page.getByRole("dialog")).toContainText("Insert behind version 3");
    await expect(
      page.getByRole("combobox", { name: "Type" }).or(page.getByRole("textbox", { name: "Type" })),
    ).toHaveValue("MeterSupposed");
    await writeData(page, '{"reading":99}');
    await page.getByRole("button", { name: "Suppose the event" }).click();
    await expect(row(page, "inserted")).toHaveCount(1);
    await expect(difference(page)).toContainText("99");
    await expect(page.getByText("1 left out, 1 edited, 1 inserted")).toBeVisible();
  });

  await test.step("the address shows the same, light and dark", async () => {
    await expect.poll(() => new URL(page.url()).searchParams.get("event")).toBe("3.1");
    const address = page.url();
    await page.goto("/streams");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      await expect(page.getByText("1 left out, 1 edited, 1 inserted")).toBeVisible();
      await expect(difference(page)).toContainText("12345678901234567890.10");
      await expect(difference(page)).toContainText("99");
      await expectAccessible(page);
    }
  });

  await test.step("what is inserted last can be appended, and only then is stored", async () => {
    const summary = async () => (await (await page.request.get(`/api/v1/streams/${stream}`)).json()).version;
    expect(await summary()).toBe(3);
    await page.getByRole("button", { name: "Append this…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText(`Append to ${stream}`);
    await dialog.getByRole("button", { name: "Run dry" }).click();
    await expect(dialog.getByRole("region", { name: "State before and after" })).toContainText("99");
    expect(await summary()).toBe(3);
    await dialog.getByRole("button", { name: "Close" }).last().click();
  });

  await page.getByRole("button", { name: "Reset" }).click();
  await expect(difference(page)).toContainText("The states are the same");
  await page.getByRole("button", { name: "Leave what if" }).click();
  await expect(page).not.toHaveURL(/what-if|changes=/);
});

test("says when the changes are too much for a link, and when a link was cut", async ({ page }) => {
  const stream = await openMeter(page);
  await page.goto(`/streams/${stream}?mode=what-if&event=3`);
  await expect(difference(page)).toContainText("The states are the same");
  await pressUntil(page, ["i"], () => expect(page.getByRole("dialog")).toBeVisible({ timeout: 2_000 }));
  const noise = Array.from({ length: 3_000 }, (_, index) => Math.sin(index).toString(36).slice(2, 7)).join("");
  await writeData(page, JSON.stringify({ noise }));
  await page.getByRole("button", { name: "Suppose the event" }).click();
  await expect(page.getByText("Too much for a link")).toBeVisible();
  await expect(difference(page)).toContainText("noise");
  await expect(page).not.toHaveURL(/changes=/);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeDisabled();

  await page.goto(`/streams/${stream}?mode=what-if&changes=TY_cut`);
  await expect(page.getByText("The address could not be read")).toBeVisible();
  await page.getByRole("button", { name: "Begin without changes" }).click();
  await expect(difference(page)).toContainText("The states are the same");
});
