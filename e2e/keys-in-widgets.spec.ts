import type { Page } from "@playwright/test";
import { expect, pressUntil, test } from "./support/test";

test.slow();

async function append(page: Page, stream: string, events: readonly object[]): Promise<void> {
  const response = await page.request.post(`/api/v1/streams/${stream}/events`, { data: { events } });
  expect(response.status(), await response.text()).toBe(200);
}

const focusedText = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

test("leaves the arrows and letters to what is open over the page", async ({ page }) => {
  const stream = `lockbox${Date.now()}-1`;
  for (const coins of [1, 2]) await append(page, stream, [{ type: "LockboxFilled", data: { coins } }]);
  await page.goto(`/streams/${stream}?version=1`);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.locator("[aria-current=true]")).toContainText("LockboxFilled");
  const url = page.url();

  await test.step("a day is picked by arrows", async () => {
    await page.getByRole("radiogroup", { name: "As of" }).getByText("Instant").click();
    const picker = page.getByRole("dialog");
    await expect(async () => {
      await page.getByRole("button", { name: "Pick a day" }).click();
      await expect(picker).toBeVisible({ timeout: 2_000 });
    }).toPass();
    const today = picker.locator("table button[data-selected]");
    await today.focus();
    const day = await focusedText(page);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => focusedText(page)).not.toBe(day);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focusedText(page)).toBe(day);
    await page.keyboard.press("c");
    await page.keyboard.press("]");
    await page.keyboard.press("Escape");
    await expect(picker).toBeHidden();
    expect(page.url()).toBe(url);
  });

  await test.step("what is no instant goes when another event is chosen", async () => {
    const field = page.getByRole("textbox", { name: "Instant" });
    const shown = await field.inputValue();
    await field.fill("soon");
    await field.press("Tab");
    await expect(page.getByText(/^Such as 2026-03-03/)).toBeVisible();
    await field.press("Escape");
    await expect(field).toHaveValue(shown);
    await field.fill("soon");
    await page.getByRole("button", { name: "Next version" }).click();
    await expect(page).toHaveURL(/version=2/);
    await expect(field).not.toHaveValue("soon");
    await page.getByRole("button", { name: "Version before" }).click();
    await expect(page).toHaveURL(url);
    await expect(field).toHaveValue(shown);
  });

  await test.step("a menu is walked through by arrows", async () => {
    await page.locator("button[title=Account]").click();
    await expect(page.getByRole("menu")).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem").first()).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem").nth(1)).toBeFocused();
    await page.keyboard.press("Escape");
    expect(page.url()).toBe(url);
  });

  await test.step("on the page they move through the events", async () => {
    await timeline
      .getByRole("button", { name: /LockboxFilled/ })
      .first()
      .focus();
    await page.keyboard.press("ArrowDown");
    await expect(page).toHaveURL(/version=2/);
  });
});

test("scrolls a long text by arrows, once it has the focus", async ({ page }) => {
  const stream = `lockbox${Date.now()}-2`;
  const coins = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`coin${index}`, index]));
  await append(page, stream, [
    { type: "LockboxCounted", data: coins },
    { type: "LockboxFilled", data: { coins: 1 } },
  ]);
  await page.goto(`/streams/${stream}?version=1&face=json`);
  const text = page.getByRole("region", { name: "State as JSON" });
  await expect(text).toContainText("coin0");
  await text.focus();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => text.evaluate((region) => region.scrollTop)).toBeGreaterThan(0);
  await expect(page).toHaveURL(/version=1/);
});

test("N leads to the next difference of a what-if, and B finds nothing there", async ({ page }) => {
  const stream = `lockbox${Date.now()}-3`;
  for (const coins of [1, 2]) await append(page, stream, [{ type: "LockboxFilled", data: { coins } }]);
  await page.goto(`/streams/${stream}?mode=what-if&event=1`);
  const result = page.getByRole("region", { name: "Result" });
  await pressUntil(page, ["j"], () => expect(page).toHaveURL(/event=2/, { timeout: 1_000 }));
  await page.keyboard.press("x");
  await expect(result).toContainText("1 changed");
  await page.keyboard.press("b");
  await page.keyboard.press("n");
  await expect(result.locator("[data-current]")).toContainText("coins");
  expect(page.url()).not.toContain("when=");
});

test("under the steps, B opens the search for the first event of a condition", async ({ page }) => {
  const stream = `lockbox${Date.now()}-4`;
  for (const coins of [1, 2]) await append(page, stream, [{ type: "LockboxFilled", data: { coins } }]);
  await page.goto(`/streams/${stream}?mode=step`);
  const bar = page.getByRole("region", { name: "Find when" });
  await pressUntil(page, ["b"], () => expect(bar).toBeVisible({ timeout: 3_000 }));
});
