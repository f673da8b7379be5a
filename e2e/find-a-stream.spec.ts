import { expectAccessible } from "./support/axe";
import { expect, pressUntil, test } from "./support/test";

test("half an id finds a stream, by keyboard alone, and Back returns to the same rows", async ({ page }) => {
  await page.goto("/streams");
  await expect(page.getByRole("row").nth(3)).toBeVisible();
  const search = page.getByLabel("Search by any part of the stream id");
  await pressUntil(page, ["/"], () => expect(search).toBeFocused({ timeout: 2_000 }));
  await page.keyboard.type("00001");
  await expect(page).toHaveURL(/q=00001/);
  const row = page.getByRole("row", { name: /order-100001/ });
  await expect(row.locator("mark")).toHaveText("00001");
  await expect(page.getByRole("status")).toContainText("that contain “00001”");

  await page.getByRole("button", { name: /^order / }).click();
  await expect(page).toHaveURL(/category=order/);
  await expect(page.getByRole("row", { name: /payment-100001/ })).toHaveCount(0);

  await page.keyboard.press("j");
  await expect(row.getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("order-100001");
  await page.goBack();
  await expect(search).toHaveValue("00001");
  await expect(row).toBeVisible();
  await expectAccessible(page);
});

test("a search without a hit says so, and clears", async ({ page }) => {
  await page.goto("/streams?q=no-such-thing");
  await expect(page.getByText("No stream matches")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.getByRole("row").nth(3)).toBeVisible();
});

for (const id of ["..", "odd a/b %2F?#&=ä😀", `long-${"x".repeat(507)}`]) {
  test(`the stream ${id.slice(0, 24)} is found and opened like any other`, async ({ page }) => {
    const address = `/api/v1/streams/${encodeURIComponent(id === ".." ? "~.." : id)}/events`;
    const appended = await page.request.post(address, {
      data: { expectedVersion: "any", events: [{ type: "Odd thing", data: { id }, eventId: uuidOf(id) }] },
    });
    expect(appended.ok()).toBe(true);
    await page.goto(`/streams?q=${encodeURIComponent(id.slice(0, 100))}`);
    await page.getByRole("link", { name: id, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(id);
    await expect(page.getByRole("region", { name: "State" })).toContainText("id");
  });
}

test("a correlation leads to all of its events, and each filter can be taken away", async ({ page }) => {
  await page.goto("/streams/order-100001?version=1");
  await page.getByRole("region", { name: "Event" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/correlations\?id=/);
  await page.getByRole("link", { name: "Show in events" }).click();
  const table = page.getByRole("table", { name: "Events, newest first" });
  await expect(table.getByRole("link", { name: "order-100001" }).first()).toBeVisible();
  await expectAccessible(page);

  await table.getByRole("button").last().click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("link", { name: "Open in its stream" })).toBeVisible();
  await drawer.getByRole("button", { name: "Close the event" }).click();
  await page.getByRole("button", { name: /^Remove the filter Correlation/ }).click();
  await expect(page).not.toHaveURL(/correlationId/);
});

test("dragging over the histogram narrows the table to that time", async ({ page }) => {
  await page.goto("/events?category=order");
  const bars = page.getByRole("figure", { name: /events from/ });
  await expect(bars).toBeVisible();
  const box = await bars.boundingBox();
  if (box === null) throw new Error("The histogram has no size.");
  await page.mouse.move(box.x + box.width * 0.4, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.+to=/);
  await expect(page.getByRole("button", { name: /^Remove the filter Time/ })).toBeVisible();
});

/** The same id for the same text, so that a second run of the journey appends nothing. */
function uuidOf(text: string): string {
  const hex = Buffer.from(text).toString("hex").padEnd(12, "0").slice(0, 12);
  return `00000000-0000-4000-8000-${hex}`;
}
