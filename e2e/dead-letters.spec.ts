import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, pressUntil, test } from "./support/test";

/** A shipment whose first event the shipment board cannot apply, with one event behind it. */
async function poison(page: Page, stream: string, orderId: number): Promise<void> {
  const prepared = { orderId, parcels: 2, items: [{ sku: "BELL-BRASS", quantity: 1 }] };
  const response = await page.request.post(`/api/v1/streams/${stream}/events`, {
    data: {
      expectedVersion: 0,
      events: [
        { type: "ShipmentPrepared", schemaVersion: 1, data: prepared },
        { type: "ShipmentDelivered", data: {} },
      ],
    },
  });
  expect(response.status()).toBe(200);
}

async function parked(page: Page, search: string): Promise<{ parked: number; waiting: number }> {
  const response = await page.request.get(`/api/v1/dead-letters/summary?q=${search}`);
  const { parked: count, waiting } = await response.json();
  return { parked: count, waiting };
}

const said = (page: Page, words: string | RegExp) => page.getByRole("alert").filter({ hasText: words }).first();

test("finds out why streams are parked, and puts them right", async ({ page }) => {
  // A parked stream was tried three times first, and every answer is what workers really did.
  test.setTimeout(150_000);
  const run = `shipment-e2e-${Date.now()}`;
  for (const name of ["a", "b", "c", "d"]) await poison(page, `${run}-${name}`, 4711);
  await expect.poll(() => parked(page, run), { timeout: 30_000 }).toEqual({ parked: 4, waiting: 4 });

  await page.goto("/");
  await page
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link", { name: /^Dead letters/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Dead letters" })).toBeVisible();
  await page.getByRole("searchbox", { name: "Error, stream or event id" }).fill(run);
  await expect(page).toHaveURL(/q=shipment-e2e/);
  await expect(page.getByText("4 in 1 projection, 4 later events held back in order")).toBeVisible();
  await expectAccessible(page);

  await test.step("every attempt, the event with its bad field, the row before, what waits", async () => {
    await page
      .getByRole("list", { name: "Dead letters" })
      .getByRole("button", { name: new RegExp(`${run}-a`) })
      .click();
    await expect(page).toHaveURL(/id=/);
    const attempts = page.getByRole("region", { name: "Attempts" });
    await expect(attempts.getByRole("button", { name: /^Attempt 1 / })).toBeVisible();
    await expect(attempts.getByText(/at .*shipment-board\.ts/).first()).toBeVisible();
    const event = page.getByRole("region", { name: "Event", exact: true });
    await expect(event.getByText("expected string")).toBeVisible();
    await expect(page.getByText("There is no row of this key yet")).toBeVisible();
    await expect(page.getByRole("region", { name: "Held back behind it" })).toContainText("1 event, version 2");
  });

  await test.step("a retry fails again, and says why", async () => {
    await page.getByRole("button", { name: "Retry stream, 2 events" }).click();
    await expect(said(page, /^Failed again: orderId/)).toBeVisible();
    await expect(page.getByRole("button", { name: /^Attempt 4 / })).toBeVisible();
    await expect(page.getByText("Asked for by").first()).toBeVisible();
  });

  await test.step("an edited payload is used once", async () => {
    await page.getByRole("button", { name: "Edit and retry…" }).click();
    const dialog = page.getByRole("dialog");
    const payload = dialog.getByRole("textbox", { name: /^Payload/ });
    await payload.fill("{");
    await expect(dialog.getByText(/This is no JSON/).first()).toBeVisible();
    await payload.fill('{"orderId": "order-4711", "parcels": 2, "items": [{"sku": "BELL-BRASS", "quantity": 1}]}');
    await expect(dialog.getByRole("region", { name: "What the edit changes" })).toContainText(
      '"orderId": "order-4711"',
    );
    await dialog.getByLabel("Reason").fill("The till left the prefix out");
    await dialog.getByRole("button", { name: /^Retry with this payload/ }).click();
    await expect(said(page, "2 events applied.")).toBeVisible();
    await expect(page.getByText("Applied", { exact: false }).first()).toBeVisible();
  });

  await test.step("an event is skipped for a reason", async () => {
    await page
      .getByRole("list", { name: "Dead letters" })
      .getByRole("button", { name: new RegExp(`${run}-b`) })
      .click();
    await page.getByRole("button", { name: "Skip…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("A shipment that was only a test");
    await dialog.getByRole("button", { name: /^Skip event/ }).click();
    await expect(said(page, "1 event skipped, 1 event behind applied.")).toBeVisible();
  });

  await test.step("all that match are counted, then retried", async () => {
    await page.getByRole("button", { name: "Retry 2 that match…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("2 events that failed, then 2 that wait behind.")).toBeVisible();
    await dialog.getByRole("button", { name: /^Retry 2 streams, 4 events/ }).click();
    await expect(said(page, /^2 streams failed again: orderId/)).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).last().click();
  });

  await test.step("the keys of the list select and retry, up to an event", async () => {
    await pressUntil(page, ["j", "x"], async () => {
      await expect(page.getByRole("button", { name: "Retry 1…", exact: true })).toBeVisible({ timeout: 2_000 });
    });
    await page.keyboard.press("r");
    await expect(page.getByRole("dialog").getByText(/1 event that failed, then 1 that wait/)).toBeVisible();
    await page.keyboard.press("Escape");
    await page
      .getByRole("region", { name: "Held back behind it" })
      .getByRole("button", { name: "Retry up to 2" })
      .click();
    await expect(said(page, /^Failed again: orderId/).last()).toBeVisible();
  });

  await test.step("the rest is skipped, and the empty list says so", async () => {
    const left = await (await page.request.get(`/api/v1/dead-letters?q=${run}`)).json();
    const ids = left.deadLetters.map(({ id }: { id: string }) => id);
    const skipped = await page.request.post("/api/v1/dead-letters/skip", { data: { ids, reason: "The run is over" } });
    expect(await skipped.json()).toMatchObject({ requested: 2, skipped: 2, eventsApplied: 2 });
    await page.goto(`/dead-letters?q=${run}`);
    await expect(page.getByText("No dead letter matches")).toBeVisible();
    await page.goto(`/dead-letters?q=${run}&status=skipped&group=stream`);
    await expect(page.getByRole("heading", { name: `${run}-b` })).toBeVisible();
  });

  await page.goto("/audit");
  await expect(page.getByText("The till left the prefix out").first()).toBeVisible();
  await expect(page.getByText("A shipment that was only a test").first()).toBeVisible();
});

test("a projection's page lists what it holds back, on a phone one thing at a time", async ({ page }) => {
  const stream = `shipment-e2e-${Date.now()}-phone`;
  await poison(page, stream, 12);
  await expect.poll(() => parked(page, stream), { timeout: 30_000 }).toEqual({ parked: 1, waiting: 1 });
  await page.goto("/projections/shipment-board?tab=dead-letters");
  await page.getByRole("link", { name: stream }).click();
  await expect(page.getByRole("article", { name: new RegExp(stream) })).toBeVisible();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("tab", { name: "Event" }).click();
  await expect(page).toHaveURL(/pane=event/);
  await expect(page.getByText("expected string", { exact: true })).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.getByRole("button", { name: "Skip…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Only a test");
  await dialog.getByRole("button", { name: /^Skip event/ }).click();
  await expect(said(page, "1 event skipped, 1 event behind applied.")).toBeVisible();
});
