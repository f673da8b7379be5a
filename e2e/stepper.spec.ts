import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test.slow();

/** A till of a category of its own, whose reducer cannot fold the third of its five events. */
async function openTill(page: Page): Promise<string> {
  const category = `till${Date.now()}`;
  const send = async (path: string, data: object) => {
    const response = await page.request.post(path, { data });
    expect(response.ok(), await response.text()).toBe(true);
  };
  const booked = (data: object) => ({ type: "TillBooked", data, metadata: { actor: "bob" } });
  await send(`/api/v1/streams/${category}-1/events`, {
    events: [
      { type: "TillOpened", data: { by: 10.5 }, metadata: { actor: "ann" } },
      booked({ by: 5 }),
      booked({ note: "no amount" }),
      booked({ by: -2 }),
      booked({ by: 1 }),
    ],
  });
  const set = (path: string, expression: string) => ({ op: "set", path, expression });
  const definition = {
    name: `sum-${category}`,
    category,
    initial: { balance: 0, bookings: 0 },
    on: [
      { type: "TillOpened", changes: [set("balance", "data.by")] },
      {
        type: "TillBooked",
        changes: [set("balance", "state.balance + data.by"), set("bookings", "state.bookings + 1")],
      },
    ],
  };
  const name = encodeURIComponent(definition.name);
  await send(`/api/v1/reducers/${name}/publish`, { definition, updatedAt: null, isNew: true, reason: "a test" });
  return `/streams/${category}-1`;
}

test("plays, pauses, steps and scrubs through a stream, and goes on past an error", async ({ page }) => {
  const till = await openTill(page);
  await page.goto(`${till}?version=1`);
  const changed = page.getByRole("region", { name: "What it changed" });
  const state = page.getByRole("region", { name: "State" });
  const play = page.getByRole("button", { name: "Play", exact: true });
  await expect(async () => {
    await page.getByRole("button", { name: "Step", exact: true }).click();
    await expect(page).toHaveURL(/mode=step/, { timeout: 2_000 });
  }).toPass();
  await expect(changed).toContainText("What version 1 changed");
  await expect(changed).toContainText(/1 change.*reducer \d.*upcasters \d/);

  await page.getByRole("button", { name: "Step forward" }).click();
  await expect(changed).toContainText("15.5");
  await expect(changed.getByRole("listitem").filter({ hasText: "balance" })).toContainText("10.5");
  await expect(state.getByRole("heading", { name: "State at version 2" })).toBeVisible();
  await expectAccessible(page);

  await page.getByText("10/s", { exact: true }).click();
  await play.click();
  await expect(changed.getByRole("alert")).toContainText("No such key: by");
  await expect(play).toBeVisible();
  await expect(page).toHaveURL(/version=3/);
  await expect(state).toContainText("15.5");

  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(page.url());
  await expect(changed.getByRole("alert")).toContainText("The reducer failed at this event");
  await expectAccessible(page);
  await expect(async () => {
    await page.locator("body").press("Space");
    await expect(page).toHaveURL(/version=5/, { timeout: 5_000 });
  }).toPass();
  await expect(play).toBeVisible();
  await expect(state).toContainText("14.5");
});

test("plays on past errors where it is told to, and stops where somebody takes over", async ({ page }) => {
  const till = await openTill(page);
  await page.goto(`${till}?version=2&mode=step`);
  const changed = page.getByRole("region", { name: "What it changed" });
  const play = page.getByRole("button", { name: "Play", exact: true });
  await expect(changed).toContainText("15.5");
  const stops = page.getByRole("switch", { name: "Stop at errors" });
  await expect(async () => {
    await stops.click();
    await expect(stops).not.toBeChecked({ timeout: 2_000 });
  }).toPass();
  await page.getByText("10/s", { exact: true }).click();
  await play.click();
  await expect(page).toHaveURL(/version=5/);
  await expect(play).toBeVisible();

  await page.getByText("1/s", { exact: true }).click();
  await play.click();
  await expect(page).toHaveURL(/version=[12]\b/);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(play).toBeVisible();
  await page.getByRole("slider", { name: "Version" }).press("End");
  await expect(page).toHaveURL(/version=5/);
  await page.locator("body").press("ArrowLeft");
  await expect(page).toHaveURL(/version=4/);
  await page.locator("body").press("k");
  await expect(page).toHaveURL(/version=3/);
  await expect(changed).toContainText("What version 3 changed");

  await page.getByRole("button", { name: "Leave steps" }).click();
  await expect(page).not.toHaveURL(/mode=step/);
  await expect(changed).toHaveCount(0);
});
