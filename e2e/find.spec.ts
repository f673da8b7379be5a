import { expectAccessible } from "./support/axe";
import { expect, pressUntil, test } from "./support/test";

test("the palette finds a page, and a stream by a part of its id", async ({ page }) => {
  await page.goto("/");
  const search = page.getByRole("dialog").getByPlaceholder(/^Find a page/);
  await pressUntil(page, ["Control+k"], () => expect(search).toBeVisible({ timeout: 2_000 }));
  await search.fill("audit");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/audit$/);
  await page.keyboard.press("Control+k");
  await search.fill("order-1");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^order-\d/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/streams\/order-/);
});

test("g and a letter goes to a page, and ? lists the shortcuts", async ({ page }) => {
  await page.goto("/workers");
  await page.getByRole("heading", { level: 1, name: "Workers" }).waitFor();
  await pressUntil(page, ["g", "a"], () => expect(page).toHaveURL(/\/audit$/, { timeout: 2_000 }));
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
});

for (const path of ["/", "/workers", "/audit", "/settings", "/nowhere"]) {
  test(`${path} is accessible in both themes, and on a phone nothing scrolls sideways`, async ({ page }) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
