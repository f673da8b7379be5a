import { expect, test } from "./support/test";

test("the field of a search says what is searched for, also once the search is cleared or gone back on", async ({
  page,
}) => {
  await page.goto("/projections/order-summary?tab=rows");
  const field = page.getByRole("textbox", { name: "Search by order_id" });
  await expect(async () => {
    await field.fill("no-such-order");
    await expect(page).toHaveURL(/search=no-such-order/, { timeout: 2_000 });
  }).toPass();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(page).not.toHaveURL(/search=/);
  await expect(field).toHaveValue("");
  await page.goBack();
  await expect(page).toHaveURL(/search=no-such-order/);
  await expect(field).toHaveValue("no-such-order");
});
