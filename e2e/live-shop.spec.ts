import { expect, test } from "./support/test";

test("the demo shop trades on once it is switched on, and its events wait behind a pill", async ({ page }) => {
  const trade = async (on: boolean) => {
    await page.goto("/settings");
    await page.getByRole("textbox", { name: "Events a minute" }).fill("240");
    await page.getByRole("switch", { name: "Trade in real time" }).setChecked(on);
    await page.getByRole("button", { name: "Save demo shop" }).click();
    await expect(
      page.getByRole("alert").filter({ hasText: on ? "The shop trades" : "has stopped trading" }),
    ).toBeVisible();
  };
  await trade(true);
  await page.goto("/events?category=order");
  await expect(page.getByRole("button", { name: /new events?$/ })).toBeVisible();
  await trade(false);
});
