import type { Page } from "@playwright/test";
import pg from "pg";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

interface Listed {
  readonly name: string;
  readonly recommendation: { readonly ignored: unknown } | null;
  readonly rebuild: unknown;
}

async function listed(page: Page): Promise<Listed[]> {
  const { projections } = await (await page.request.get("/api/v1/projections")).json();
  return projections;
}

/** A projection whose read model is not what would be built today; one is made so, if none is. */
async function recommended(page: Page): Promise<string> {
  const stale = (each: Listed) => each.recommendation?.ignored === null && each.rebuild === null;
  const there = (await listed(page)).filter(({ name }) => name !== "shipment-board").find(stale);
  if (there !== undefined) return there.name;
  const saved = await page.request.post("/api/v1/upcasters", {
    data: {
      title: "Appeals name their court",
      type: "Appeal to Judge",
      fromVersion: 1,
      toType: "Appeal to Judge",
      toVersion: 2,
      operations: [{ op: "set", path: "court", value: "civil" }],
    },
  });
  const { id } = await saved.json();
  const activated = await page.request.post(`/api/v1/upcasters/${id}/activate`, { data: { reason: "a journey" } });
  expect(activated.ok(), await activated.text()).toBe(true);
  return "fines";
}

test("ignores a recommendation with a reason, and takes that back", async ({ page }) => {
  const name = await recommended(page);
  const reason = `only a label, says journey ${Date.now()}`;
  await page.goto(`/projections/${name}`);
  const advice = page.getByRole("region", { name: "Recommendation" });
  await expect(advice).toContainText("A rebuild is recommended");
  await expectAccessible(page);
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await advice.getByRole("button", { name: "Ignore…" }).click({ timeout: 2_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await dialog.getByRole("button", { name: /^Ignore recommendation/ }).click();
  const ignored = page.getByRole("form", { name: "Recommendation" });
  await expect(ignored).toContainText("ignored by");
  await expect(ignored).toContainText(reason);

  await page.goto("/projections");
  await expect(page.getByRole("row").filter({ hasText: name }).getByText("rebuild ignored")).toBeVisible();
  await page.goto(`/audit?type=RecommendationIgnored`);
  await expect(page.getByText(reason).first()).toBeVisible();

  await page.goto(`/projections/${name}`);
  await expect(async () => {
    if (await ignored.isVisible()) await ignored.getByRole("button", { name: "Undo" }).click({ timeout: 2_000 });
    await expect(advice).toContainText("A rebuild is recommended", { timeout: 5_000 });
  }).toPass();
});

test("a paused projection says who paused it, when and why, and goes on from the overview", async ({ page }) => {
  const reason = `maintenance ${Date.now()}`;
  await page.goto("/projections/customer-balance");
  const dialog = page.getByRole("dialog");
  await expect(async () => {
    await page.getByRole("button", { name: "Pause…" }).click({ timeout: 2_000 });
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await dialog.getByRole("button", { name: /^Pause projection/ }).click();
  const causes = page.getByRole("list", { name: "Why it does not advance" });
  await expect(causes).toContainText(new RegExp(`\\S.* paused customer-balance: ${reason}`));
  await expect(causes.locator("time").first()).toBeVisible();

  await page.goto("/");
  const item = page.getByRole("listitem").filter({ hasText: "customer-balance is paused." });
  await expect(item).toContainText(reason);
  await expect(async () => {
    await item.getByRole("button", { name: "Resume" }).click({ timeout: 2_000 });
    await expect(item).toBeHidden({ timeout: 5_000 });
  }).toPass();
});

test("an append that stays open is named with its process, application and statement", async ({ page }) => {
  test.setTimeout(120_000);
  const client = new pg.Client({
    connectionString: process.env.FOLDLINE_E2E_DATABASE_URL ?? "",
    application_name: "nightly import",
  });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select foldline.hold_floor()");
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    await client.query("select 'reading a slow file'");
    const stream = `watched-${Date.now()}`;
    const appended = await page.request.post(`/api/v1/streams/${stream}/events`, {
      data: { events: [{ type: "JourneyWatched", data: {} }] },
    });
    expect(appended.ok(), await appended.text()).toBe(true);

    await page.goto("/projections/event-types");
    const causes = page.getByRole("list", { name: "Why it does not advance" });
    await expect(causes).toContainText("An append has been open for", { timeout: 60_000 });
    await expect(causes).toContainText(`process ${rows[0]?.pid}, application nightly import, idle in transaction`);
    await expect(causes).toContainText("select 'reading a slow file'");
    await expect(page.getByText("Held by an open append").first()).toBeVisible();
    await page.goto("/");
    await expect(page.getByText(/An append that stays open holds .* back\./)).toBeVisible();
  } finally {
    await client.query("rollback");
    await client.end();
  }
  await page.goto("/projections/event-types");
  await expect(page.getByText("Held by an open append")).toBeHidden();
});

test("lag and batch latency reach back ninety days, as a chart and as a table", async ({ page }) => {
  await page.goto("/projections/order-summary");
  const lag = page.getByRole("img", { name: /Events behind the watermark/ });
  await expect(lag).toBeVisible({ timeout: 60_000 });
  await expect(async () => {
    await page.getByText("90 d", { exact: true }).click();
    await expect(page).toHaveURL(/range=90d/, { timeout: 2_000 });
  }).toPass();
  await expect(lag).toBeVisible();
  await page.getByRole("figure").first().hover();
  await page.getByRole("figure").first().getByRole("button", { name: "Table" }).click();
  await expect(page.getByRole("region", { name: "Events behind the watermark" }).getByRole("table")).toBeVisible();
  await expectAccessible(page);
});
