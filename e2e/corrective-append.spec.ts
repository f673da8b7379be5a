import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test.slow();

const TYPE = "VoucherBooked";

async function append(page: Page, stream: string, events: readonly object[]): Promise<void> {
  const response = await page.request.post(`/api/v1/streams/${stream}/events`, { data: { events } });
  expect(response.status(), await response.text()).toBe(200);
}

const booked = (amount: number) => ({ type: TYPE, data: { amount, open: true } });
const dryRun = (page: Page) => page.getByRole("region", { name: "Dry run" });

/** Opens the append of a stream and waits for its form. */
async function openAppend(page: Page, stream: string): Promise<void> {
  await page.goto(`/streams/${stream}`);
  await expect(async () => {
    await page.getByRole("button", { name: "Append…" }).click();
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(
    page.getByRole("dialog").getByRole("region", { name: "Event", exact: true }).getByText("Data", { exact: true }),
  ).toBeVisible();
}

async function writeJson(page: Page, text: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByText("JSON", { exact: true }).click();
  await dialog.getByRole("textbox", { name: "Data as JSON" }).click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}

test("runs an event dry, notices what came in between, and appends it once", async ({ page }) => {
  const stream = `voucher${Date.now()}-1`;
  await append(page, stream, [booked(10), booked(20)]);
  const version = async () => (await (await page.request.get(`/api/v1/streams/${stream}`)).json()).version;
  await openAppend(page, stream);
  const dialog = page.getByRole("dialog");

  await test.step("form and JSON are two faces of one text", async () => {
    await writeJson(page, '{"amount": 9007199254740993.10, "open": true}');
    const form = dialog.getByText("Form", { exact: true });
    // What is inferred of a type that has just appeared comes once a worker has looked at its events.
    const template = `/api/v1/streams/${stream}/event-template?type=${TYPE}&version=1`;
    await expect
      .poll(async () => (await (await page.request.get(template)).json()).schema?.from, { timeout: 60_000 })
      .toBe("inferred");
    await page.reload();
    await expect(dialog.getByLabel("amount", { exact: true })).toBeVisible({ timeout: 30_000 });
    await dialog.getByLabel("amount", { exact: true }).fill("9007199254740993.10");
    await dialog.getByText("JSON", { exact: true }).click();
    await expect(dialog.getByRole("textbox", { name: "Data as JSON" })).toContainText("9007199254740993.10");
    await writeJson(page, '{"amount": 12.50, "open": false}');
    await form.click();
    await expect(dialog.getByLabel("amount", { exact: true })).toHaveValue("12.50");
  });

  await test.step("the dry run shows the state after it and who would see it, and stores nothing", async () => {
    await expect(dialog.getByRole("button", { name: "Append version 3" })).toBeDisabled();
    await dialog.getByRole("button", { name: "Run dry" }).click();
    await expect(dryRun(page).getByRole("region", { name: "State before and after" })).toContainText("12.50");
    await expect(dryRun(page).getByRole("list", { name: "Projections that would see it" })).toContainText(
      "event-types",
    );
    await expectAccessible(page);
    expect(await version()).toBe(2);
  });

  await test.step("somebody else was first", async () => {
    await append(page, stream, [booked(77)]);
    await dialog.getByRole("textbox", { name: "Reason" }).fill("OPS-2231");
    await dialog.getByRole("button", { name: "Append version 3" }).click();
    await expect(dryRun(page).getByRole("alert")).toContainText("1 event came in between");
    await expect(dryRun(page).getByRole("alert")).toContainText("77");
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: "light" });
    await dialog.getByRole("button", { name: "Reload and look again" }).click();
    await expect(dialog.getByLabel("Expected version")).toHaveValue("3");
  });

  await test.step("append", async () => {
    await dialog.getByRole("button", { name: "Run dry" }).click();
    await expect(dryRun(page)).toContainText("Version 4");
    await dialog.getByRole("button", { name: "Append version 4" }).click();
    await expect(dialog.getByText("Appended as version 4")).toBeVisible();
    await dialog.getByRole("button", { name: "See version 4" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    expect(await version()).toBe(4);
    const stored = await (await page.request.get(`/api/v1/streams/${stream}/events/4`)).json();
    expect(stored.event.dataText).toBe('{"amount":12.50,"open":false}');
    expect(JSON.parse(stored.event.metadataText)).toMatchObject({ reason: "OPS-2231" });
  });
});

test("leads from a failure over its event and a correction back to the retry", async ({ page }) => {
  test.setTimeout(180_000);
  const stream = `shipment-correct-${Date.now()}`;
  const prepared = { orderId: 4711, parcels: 2, items: [{ sku: "BELL-BRASS", quantity: 1 }] };
  await append(page, stream, [{ type: "ShipmentPrepared", schemaVersion: 1, data: prepared }]);
  const parked = async () =>
    (await (await page.request.get(`/api/v1/dead-letters/summary?q=${stream}`)).json()).parked as number;
  await expect.poll(parked, { timeout: 60_000 }).toBe(1);
  await page.goto(`/dead-letters?q=${stream}`);
  await expect(async () => {
    await page.getByRole("button", { name: "Append a correction…" }).click();
    await expect(page).toHaveURL(/append=ShipmentPrepared&corrects=1/, { timeout: 5_000 });
  }).toPass();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Corrects version")).toHaveValue("1");
  await writeJson(page, JSON.stringify({ ...prepared, orderId: "order-4711" }));
  await dialog.getByRole("button", { name: "Run dry" }).click();
  await expect(dryRun(page)).toContainText("would be parked behind version 1");
  await dialog.getByRole("textbox", { name: "Reason" }).fill("OPS-7");
  await dialog.getByRole("button", { name: "Append version 2" }).click();
  await expect(dialog.getByText("Appended as version 2")).toBeVisible();
  await dialog.getByRole("button", { name: "Retry stream" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Failed again" }).first()).toBeVisible({ timeout: 30_000 });
  const added = await (await page.request.get(`/api/v1/streams/${stream}/events/2`)).json();
  const cause = await (await page.request.get(`/api/v1/streams/${stream}/events/1`)).json();
  expect(JSON.parse(added.event.metadataText)).toMatchObject({ corrects: 1, causationId: cause.event.eventId });
});

test("nobody appends to Foldline's own streams", async ({ page }) => {
  const stream = `$audit-${new Date().toISOString().slice(0, 7)}`;
  await append(page, `voucher${Date.now()}-2`, [booked(1)]);
  await page.goto(`/streams/${encodeURIComponent(stream)}?append=`);
  const button = page.getByRole("button", { name: "Append…" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(/written by Foldline alone/);
  await expect(page.getByRole("dialog")).toBeHidden();
  const refused = await page.request.post(`/api/v1/streams/${encodeURIComponent(stream)}/corrections`, {
    data: {
      expectedVersion: 1,
      event: { type: TYPE, data: {}, eventId: "b2c0a6ee-6f0f-4b3e-9f5e-0a1b2c3d4e5f" },
      reason: "a test",
    },
  });
  expect(refused.status()).toBe(403);
});
