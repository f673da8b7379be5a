import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const run = Date.now().toString(36);

async function put(page: Page, path: string, data: object): Promise<void> {
  const response = await page.request.put(path, { data });
  expect(response.ok(), await response.text()).toBe(true);
}

const noticeOf = (page: Page): Locator =>
  page.getByRole("alert").filter({ hasText: "Somebody else changed this draft" });

test("a projection's draft that somebody else saved is not written over without a word", async ({ page }) => {
  test.setTimeout(180_000);
  const name = `rivals-${run}`;
  const draft = `/api/v1/console-projections/${name}/draft`;
  const definition = (description: string) => ({
    name,
    description,
    columns: [{ name: "moves", type: "integer" }],
    on: [{ type: "OrderPlaced", set: { moves: "1" } }],
  });
  await put(page, draft, { definition: definition("first") });
  await page.goto(`/projections/${name}/edit`);
  const description = page.getByRole("textbox", { name: "Description" });
  await expect(description).toHaveValue("first");
  const save = page.getByRole("button", { name: "Save draft" });
  await expect(async () => {
    await description.fill("mine");
    await expect(save).not.toHaveAttribute("aria-disabled", "true", { timeout: 1_000 });
  }).toPass();
  await put(page, draft, { definition: definition("theirs") });
  await save.click();
  await expect(noticeOf(page)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await noticeOf(page).getByRole("button", { name: "Show theirs" }).click();
  await expect(description).toHaveValue("theirs");
  await expect(noticeOf(page)).toBeHidden();

  await put(page, draft, { definition: definition("theirs again") });
  await description.fill("mine");
  await save.click();
  await noticeOf(page).getByRole("button", { name: "Keep mine" }).click({ timeout: 60_000 });
  await save.click();
  const stored = async () => (await page.request.get(`/api/v1/console-projections/${name}`)).text();
  await expect.poll(stored, { timeout: 60_000 }).toContain('"mine"');
  await page.request.delete(draft);
});

test("a JSON Schema's draft that somebody else saved is not written over without a word", async ({ page }) => {
  test.setTimeout(300_000);
  const type = `RivalWritten-${run}`;
  const draft = `/api/v1/event-schemas/${type}/1/draft`;
  const events = { events: [{ type, data: { grams: 1 } }] };
  const appended = await page.request.post(`/api/v1/streams/rival-${run}/events`, { data: events });
  expect(appended.ok(), await appended.text()).toBe(true);
  await put(page, draft, { schema: '{"title":"first"}', updatedAt: null });
  const text = page.getByRole("textbox", { name: `Draft of the JSON Schema of ${type} v1` });
  // The catalogue is filled by a worker.
  await expect(async () => {
    await page.goto(`/event-types?type=${type}`);
    await expect(text).toContainText("first", { timeout: 20_000 });
  }).toPass({ timeout: 150_000 });
  const save = page.getByRole("button", { name: "Save draft" });
  const write = async (title: string) => {
    await text.click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(`{"title":"${title}"}`);
  };
  await expect(async () => {
    await write("mine");
    await expect(save).not.toHaveAttribute("aria-disabled", "true", { timeout: 1_000 });
  }).toPass();
  await put(page, draft, { schema: '{"title":"theirs"}' });
  await save.click();
  await expect(noticeOf(page)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  await noticeOf(page).getByRole("button", { name: "Show theirs" }).click();
  await expect(text).toContainText("theirs");

  await write("mine");
  await put(page, draft, { schema: '{"title":"theirs again"}' });
  await save.click();
  await noticeOf(page).getByRole("button", { name: "Keep mine" }).click({ timeout: 60_000 });
  await save.click();
  const stored = async () => (await page.request.get(`/api/v1/event-schemas/${type}/1`)).text();
  await expect.poll(stored, { timeout: 60_000 }).toContain("mine");
  await page.request.delete(draft);
});
