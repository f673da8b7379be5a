import { readFile } from "node:fs/promises";
import { type Locator, test as signedOut } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { enter, tabTo } from "./support/keyboard";
import { account, expect, pressUntil } from "./support/test";

// "Order …00001 said 'placed' when its page was viewed, now it is completed: who did that?" The hands never leave the keyboard.
signedOut("a support ticket is answered by keyboard alone, from sign-in to a test of it", async ({ page }) => {
  signedOut.setTimeout(120_000);
  await page.goto("/sign-in");
  const email = page.getByRole("textbox", { name: "Email" });
  await expect(async () => {
    await email.focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(account.email);
    await expect(email).toHaveValue(account.email);
  }).toPass();
  await tabTo(page, page.getByRole("textbox", { name: "Password" }));
  await page.keyboard.type(account.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("navigation").first()).toBeVisible();

  // Find the stream from half an id.
  const search = page.getByLabel("Search by any part of the stream id");
  await pressUntil(page, ["g", "s"], () => expect(search).toBeVisible({ timeout: 3_000 }));
  await pressUntil(page, ["/"], () => expect(search).toBeFocused({ timeout: 2_000 }));
  await page.keyboard.type("r-100001");
  await expect(page).toHaveURL(/q=r-100001/);
  const found = page.getByRole("row", { name: /order-100001/ }).getByRole("link");
  await expect(found).toBeVisible();
  await page.keyboard.press("Enter");
  await pressUntil(page, ["j"], () => expect(found).toBeFocused({ timeout: 2_000 }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("order-100001");

  // Go to an instant.
  const instants = page.getByRole("radiogroup", { name: "As of" });
  const state = page.getByRole("region", { name: "State" });
  await expect(state.getByRole("heading", { name: "State at version 4" })).toBeVisible();
  await tabTo(page, instants.getByRole("radio", { checked: true }));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await tabTo(page, page.getByRole("textbox", { name: "Instant" }));
  await page.keyboard.press("ControlOrMeta+A");
  const viewed = await secondOf(page.getByRole("region", { name: "Timeline" }), "OrderPageViewed");
  await page.keyboard.type(viewed.replace("T", " "));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL((url) => url.searchParams.get("instant") === `${viewed}.999Z`);
  await expect(page.getByText("The past is being viewed")).toBeAttached();
  await expect(state.getByRole("heading", { name: "State at version 2" })).toBeVisible();
  await expect(state).toContainText('"placed"');

  // Compare with now.
  await page.getByRole("textbox", { name: "Instant" }).press("Tab");
  await pressUntil(page, ["Shift+C"], () => expect(page).toHaveURL(/mode=compare/, { timeout: 3_000 }));
  const difference = page.getByRole("region", { name: "Difference" });
  const status = difference.getByRole("row", { name: /status/ });
  await expect(status).toContainText('"placed"');
  await expect(status).toContainText('"completed"');
  await expectAccessible(page);

  // Blame one field: land on the event that set it.
  await enter(page, status.getByRole("button", { name: /OrderCompleted/ }));
  const event = page.getByRole("region", { name: "Event" });
  await expect(event.getByRole("heading", { name: "OrderCompleted" })).toBeVisible();
  await expect(page).toHaveURL(/version=4/);

  // Follow its correlation.
  const correlation = event.getByRole("link", { name: /^[\da-f-]{36}$/ });
  await enter(page, correlation);
  await expect(page).toHaveURL(/\/correlations\?id=/);
  await expect(page.getByText(/\d+ events in \d+ streams/)).toBeVisible();
  await enter(page, page.getByRole("link", { name: /OrderCompleted/ }).first());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("order-100001");

  // Take a test of it along.
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    if (!(await dialog.isVisible())) await enter(page, page.getByRole("button", { name: "Export…" }));
    await expect(dialog).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await tabTo(page, dialog.getByRole("radio", { checked: true }).first());
  await page.keyboard.press("ArrowRight");
  await expect(dialog.getByRole("radio", { name: "Test" })).toBeChecked();
  const download = page.waitForEvent("download");
  await enter(
    page,
    dialog.getByRole("button", { name: /^Download/ }).or(dialog.getByRole("link", { name: /^Download/ })),
  );
  const file = await download;
  expect(await readFile(await file.path(), "utf8")).toContain("OrderCompleted");
});

/** When the event of this type occurred, to the second: the demo's history ends at the day of its making. */
async function secondOf(timeline: Locator, type: string): Promise<string> {
  const time = timeline.getByRole("listitem").filter({ hasText: type }).locator("time");
  return (await time.getAttribute("datetime"))?.slice(0, 19) ?? "";
}
