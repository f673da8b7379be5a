import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { makeOperator } from "./support/make-operator";
import { expect, signIn, test } from "./support/test";

// One read model, judged, promoted and taken back: what one journey leaves, the next begins with.
test.describe.configure({ mode: "serial" });

/** Lets every refund be read as one cent more, with an upcaster on top of those that there are. */
async function readRefundsOtherwise(page: Page): Promise<void> {
  const { upcasters } = await (await page.request.get("/api/v1/upcasters")).json();
  const version = Math.max(
    ...upcasters
      .filter(
        ({ state, to }: { state: string; to: { type: string } }) => state === "active" && to.type === "RefundIssued",
      )
      .map(({ to }: { to: { schemaVersion: number } }) => to.schemaVersion),
  );
  const draft = {
    title: `Refunds with a cent more, ${version}`,
    type: "RefundIssued",
    fromVersion: version,
    toType: "RefundIssued",
    toVersion: version + 1,
    operations: [{ op: "compute", path: "amount", expression: "data.amount + 1" }],
  };
  const saved = await page.request.post("/api/v1/upcasters", { data: draft });
  expect(saved.ok(), await saved.text()).toBe(true);
  const { id } = await saved.json();
  const activated = await page.request.post(`/api/v1/upcasters/${id}/activate`, { data: { reason: "a journey" } });
  expect(activated.ok(), await activated.text()).toBe(true);
}

/** The bar with the page's title and its actions. */
const header = (page: Page) => page.getByRole("heading", { level: 1 }).locator("xpath=ancestor::header");

/** Presses the button until its dialog is there: before the page's code runs, nobody listens. */
async function openDialog(button: Locator): Promise<Locator> {
  const dialog = button.page().getByRole("dialog");
  await expect(async () => {
    if (!(await dialog.isVisible())) await button.click({ timeout: 5_000 });
    await expect(dialog).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  return dialog;
}

async function startRebuild(page: Page, fill?: (dialog: Locator) => Promise<void>): Promise<void> {
  const dialog = await openDialog(header(page).getByRole("button", { name: "Rebuild…" }));
  await expect(dialog.getByText("Events to read")).toBeVisible();
  await fill?.(dialog);
  await dialog.getByRole("button", { name: /^(Start rebuild|Rebuild this)/ }).click();
  await expect(page).toHaveURL(/tab=rebuild/);
  await expect(dialog).toBeHidden();
}

/** Starts one that takes over a minute, however fast the machine. */
async function startSlowly(page: Page): Promise<void> {
  const started = await page.request.post("/api/v1/rebuilds", { data: { projection: "revenue", throttle: 50 } });
  expect(started.status(), await started.text()).toBe(202);
  await page.goto("/projections/revenue?tab=rebuild");
}

test("judges the rows that a rebuild changes, promotes them with a reason, goes back and forward", async ({ page }) => {
  test.setTimeout(150_000);
  await page.goto("/projections");
  await expect(page.getByRole("heading", { level: 1, name: "Projections" })).toBeVisible();
  await expectAccessible(page);
  await readRefundsOtherwise(page);
  await page.goto("/projections/revenue");
  await expect(
    page.getByText("Built with older upcasters").or(page.getByText("built with older upcasters")).first(),
  ).toBeVisible();
  await startRebuild(page, async (dialog) => {
    await expect(dialog.getByText(/was built with older upcasters/)).toBeVisible();
    await dialog.getByRole("combobox", { name: "Limit the rate to" }).click();
    await page.getByRole("option", { name: "100,000 events/s" }).click();
    await dialog.getByLabel("Reason").fill("The end-to-end run wants to see it");
  });

  await expect(page.getByRole("heading", { name: "Changed rows" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("Differs").first()).toBeVisible();
  const rows = page.getByRole("table", { name: "Rows that differ" });
  await expect(rows).toBeVisible();
  await expect(
    page.getByRole("table", { name: "Checksums by column" }).getByRole("row", { name: /^eur .*Differs/ }),
  ).toBeVisible();
  await expectAccessible(page);

  await page
    .getByRole("radiogroup", { name: "Which rows" })
    .getByText(/^Missing/)
    .click();
  await expect(page.getByText("No row matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("textbox", { name: "Key" }).fill("2026-");
  await expect(page).toHaveURL(/key=2026-/);
  await expect(rows.getByRole("rowheader", { name: /^2026-/ }).first()).toBeVisible();
  await expect(rows.getByRole("rowheader", { name: "2026", exact: true })).toHaveCount(0);
  await page.getByRole("combobox", { name: "Column" }).click();
  await page.getByRole("option", { name: "payments" }).click();
  await expect(page.getByText("No row matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(rows.getByRole("rowheader").first()).toBeVisible();

  const promote = page.getByRole("button", { name: /^Promote v\d+$/ });
  await promote.click();
  await expect(page.getByText(/Consumers of revenue see/)).toHaveCount(0);
  await page.getByRole("textbox", { name: "Reason" }).fill("A cent for each refund, as agreed");
  await promote.click();
  await expect(page.getByText(/Consumers of revenue see v\d+ now/)).toBeVisible({ timeout: 45_000 });
  await expect(page.getByText(/^v\d+ serving$/)).toBeVisible();

  for (const reason of ["The cent was wrong after all", "It was right"]) {
    const dialog = await openDialog(header(page).getByRole("button", { name: /^Roll (back|forward) to v\d+…$/ }));
    await expect(dialog.getByText("Events to apply first")).toBeVisible();
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: /^Roll (back|forward) to v\d+/ }).click();
    await expect(dialog).toBeHidden({ timeout: 45_000 });
  }
  await page.getByRole("navigation", { name: "Parts of revenue" }).getByRole("link", { name: "History" }).click();
  const history = page.getByRole("table", { name: "Promotions and roll backs" });
  for (const name of [
    /Rolled back to v\d+.*The cent was wrong after all/,
    /Rolled forward to v\d+.*It was right/,
    /Promoted v\d+.*A cent for each refund, as agreed/,
  ]) {
    await expect(history.getByRole("row", { name }).first()).toBeVisible();
  }
  await expect(page.getByText("The end-to-end run wants to see it").first()).toBeVisible();
  await expectAccessible(page);
});

test("holds a rebuild, lets it go on faster, and promotes it by itself when its rows are the same", async ({
  page,
}) => {
  test.setTimeout(150_000);
  await startSlowly(page);
  const dialog = await openDialog(page.getByRole("button", { name: "Pause rebuild…" }));
  await dialog.getByLabel("Reason").fill("The shop opens");
  await dialog.getByRole("button", { name: /^Pause rebuild/ }).click();
  await expect(page.getByText(/is paused within a second/)).toBeVisible();
  await expect(page.getByText("Paused", { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto("/rebuilds");
  await expect(page.getByRole("row", { name: /revenue.*Paused by/ })).toBeVisible();

  await page.goto("/projections/revenue?tab=rebuild");
  await page.getByRole("switch", { name: /Promote by itself/ }).click();
  await expect(page.getByText(/promoted by itself if its verification is clean/)).toBeVisible();
  await page.getByRole("button", { name: "Throttle: 50 events/s" }).click();
  await page.getByRole("menuitem", { name: "no limit" }).click();
  await expect(page.getByRole("button", { name: "Throttle: none" })).toBeVisible();
  await page.getByRole("button", { name: "Resume rebuild" }).click();
  await expect(page.getByText("Promoted").first()).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await expect(page.getByRole("heading", { name: "Events replayed per second" })).toBeVisible();
  await page.getByRole("button", { name: "Compare runs" }).click();
  await expect(page.getByRole("menuitemcheckbox").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "See what was verified" }).click();
  await expect(page.getByText("Verified clean")).toBeVisible();
  await page.goto("/projections/revenue?tab=history");
  await expect(page.getByRole("row", { name: /Promoted by itself v\d+/ }).first()).toBeVisible();
});

test("cancels a rebuild and says what was dropped, and draws no chart that would grow", async ({ page }) => {
  await startSlowly(page);
  const dialog = await openDialog(page.getByRole("button", { name: "Cancel rebuild…" }));
  await dialog.getByRole("button", { name: /^Drop v\d+/ }).click();
  await expect(page.getByText(/is cancelled; the table of v\d+ is dropped/)).toBeVisible();
  await expect(page.getByText("Cancelled").first()).toBeVisible();
  await expect(page.getByText(/the chart grows/)).toHaveCount(0);
});

test("folds one stream and one partition again in place", async ({ page }) => {
  test.setTimeout(120_000);
  const { streams } = await (await page.request.get("/api/v1/streams?category=payment&limit=1")).json();
  for (const [choice, label, value] of [
    ["One stream", "Stream", streams[0].streamId],
    ["One partition", "Partition", "0"],
  ] as const) {
    await page.goto("/projections/revenue?tab=rebuild");
    await startRebuild(page, async (dialog) => {
      await dialog.getByText(choice).click();
      await dialog.getByRole("textbox", { name: label }).fill(value);
      await expect(dialog.getByText(/are replaced in one transaction/)).toBeVisible();
    });
    await expect(page.getByText("Done").first()).toBeVisible({ timeout: 45_000 });
    await expect(page.getByText(/changed in v\d+/).first()).toBeVisible();
  }
  await page.goto("/rebuilds");
  await expect(page.getByRole("row", { name: /revenue.*partition 0.*Done in place/ }).first()).toBeVisible();
});

test("tells a viewer why the buttons are disabled", async ({ page, browser, baseURL }) => {
  const email = `rebuild-viewer-${Date.now()}@example.com`;
  const password = await makeOperator(page, email, "Viewer");
  const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
  const viewer = await context.newPage();
  await signIn(viewer, { email, password });
  await viewer.goto("/projections/revenue");
  for (const name of [/^Rebuild…$/, /^Roll back to v\d+…$/, /^Pause…$/]) {
    const button = header(viewer).getByRole("button", { name });
    await expect(button).toBeDisabled();
    await expect(button).toHaveAccessibleDescription("This needs the role operator; yours is viewer.");
  }
  const refused = await viewer.request.post("/api/v1/projections/revenue/roll-back", { data: { reason: "no" } });
  expect(refused.status()).toBe(403);
  await context.close();
});

test("shows the rows that consumers see, found by key", async ({ page }) => {
  await page.goto("/projections/order-summary?tab=rows");
  const rows = page.getByRole("table", { name: /Rows of read_models/ });
  await expect(rows).toBeVisible();
  const key = (await rows.getByRole("row").nth(1).getByRole("cell").first().textContent()) ?? "";
  await page.getByRole("textbox", { name: /^Search by/ }).fill(key);
  await expect(page).toHaveURL(/search=/);
  await expect(rows.getByRole("cell", { name: key, exact: true })).toBeVisible();
});
