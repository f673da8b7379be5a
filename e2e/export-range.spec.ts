import { expect, test } from "./support/test";

test.slow();

test("offers no file of the versions that were chosen before", async ({ page }) => {
  const stream = `ledger${Date.now()}-1`;
  const events = [1, 2, 3].map((amount) => ({ type: "LedgerWritten", data: { amount } }));
  const appended = await page.request.post(`/api/v1/streams/${stream}/events`, { data: { events } });
  expect(appended.status(), await appended.text()).toBe(200);
  await page.clock.install();
  await page.goto(`/streams/${stream}?export=cloudevents`);
  const dialog = page.getByRole("dialog", { name: `Export ${stream}` });
  const download = dialog.getByRole("link", { name: "Download" });
  await expect(download).toHaveAttribute("href", /from=1&to=3/);
  await page.clock.pauseAt(Date.now() + 3_600_000);
  await dialog.getByRole("textbox", { name: "To version" }).fill("2");
  await expect(dialog.getByRole("button", { name: "Download" })).toBeDisabled();
  await expect(download).toHaveCount(0);
  await page.clock.resume();
  await expect(download).toHaveAttribute("href", /from=1&to=2/);
});
