import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, pressUntil, test } from "./support/test";

const START = Date.UTC(2026, 0, 5, 8);
const HOUR = 3_600_000;

/** Sixty readings and alarms of a meter, in visits of four, an hour apart; `visit-n` is the correlation of each. */
async function makeMeter(page: Page): Promise<string> {
  const id = `e2emeter-${Date.now()}-${Math.floor(Math.random() * 1e6)}`;
  const events = Array.from({ length: 60 }, (_, n) => ({
    type: n % 10 === 9 ? "E2eAlarmRaised" : "E2eReadingTaken",
    data: { reading: n },
    occurredAt: new Date(START + Math.floor(n / 4) * 2 * HOUR + (n % 4) * 60_000).toISOString(),
    metadata: { correlationId: `${id}-visit-${Math.floor(n / 4)}` },
  }));
  const appended = await page.request.post(`/api/v1/streams/${id}/events`, { data: { expectedVersion: 0, events } });
  expect(appended.ok(), await appended.text()).toBe(true);
  return id;
}

const timelineOf = (page: Page) => page.getByRole("region", { name: "Timeline" });
const rowsOf = (page: Page) =>
  timelineOf(page).getByRole("list", { name: "Events", exact: true }).getByRole("listitem");

test("types are chosen by name and count, j and k follow them, and the address shows the same again", async ({
  page,
}) => {
  const id = await makeMeter(page);
  await page.goto(`/streams/${id}?version=20`);
  const timeline = timelineOf(page);
  await expect(timeline.getByRole("heading")).toHaveText("60 events");
  await expect(async () => {
    await timeline.getByRole("button", { name: "Type" }).click();
    await expect(page.getByRole("checkbox", { name: "E2eAlarmRaised" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole("checkbox", { name: "E2eAlarmRaised" }).check();
  await page.keyboard.press("Escape");
  await expect(timeline.getByRole("heading")).toHaveText("6 of 60 events");
  await expect(rowsOf(page)).toHaveCount(6);
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/version=30/);
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect(page).toHaveURL(/version=10/);

  await page.goto(page.url());
  await expect(timeline.getByRole("heading")).toHaveText("6 of 60 events");
  await expect(rowsOf(page)).toHaveCount(6);
  await expect(timeline.getByRole("button", { name: "10 E2eAlarmRaised" })).toHaveAttribute("aria-current", "true");
  await timeline.getByRole("button", { name: "Remove the filter Type E2eAlarmRaised" }).click();
  await expect(timeline.getByRole("heading")).toHaveText("60 events");
});

test("# goes to a version, a position and a time", async ({ page }) => {
  const id = await makeMeter(page);
  const { events } = await (await page.request.get(`/api/v1/streams/${id}/events?from=7&to=7`)).json();
  await page.goto(`/streams/${id}`);
  const field = page.getByLabel("Go to version, @position or time");
  const goTo = async (typed: string) => {
    await pressUntil(page, ["#"], () => expect(field).toBeFocused({ timeout: 2_000 }));
    await field.fill(typed);
    await field.press("Enter");
  };
  const heading = page.getByRole("region", { name: "State" }).getByRole("heading");
  await goTo("14");
  await expect(heading).toContainText("version 14");
  await goTo(`@${events[0].position}`);
  await expect(heading).toContainText("version 7");
  await goTo("2026-01-05 10:01:30");
  await expect(heading).toContainText("version 6");
  await goTo("nonsense");
  await expect(page.getByText("Write a version, @ and a position, or a date and time.")).toBeVisible();
  await field.fill("999");
  await field.press("Enter");
  await expect(page.getByText("The stream has versions 1 to 60.")).toBeVisible();
});

test("the mini-map is dragged to a time, moved by keys, and taken away again", async ({ page }) => {
  const id = await makeMeter(page);
  await page.goto(`/streams/${id}?version=1`);
  const timeline = timelineOf(page);
  const map = timeline.getByRole("figure", { name: /Events by time/ });
  await expect(rowsOf(page).first()).toBeVisible();
  const box = await map.boundingBox();
  if (box === null) throw new Error("The mini-map has no size.");
  await expect(async () => {
    await page.mouse.move(box.x + box.width * 0.3, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 5 });
    await page.mouse.up();
    await expect(page).toHaveURL(/from=.+to=/, { timeout: 2_000 });
  }).toPass();
  await expect(timeline.getByRole("heading")).toHaveText(/^\d+ of 60 events$/);
  const chosen = await timeline.getByRole("heading").textContent();
  await page.goto(page.url());
  await expect(timeline.getByRole("heading")).toHaveText(chosen ?? "");
  await timeline.getByRole("slider", { name: "List events from" }).press("Home");
  await expect(page).not.toHaveURL(/[?&]from=/);
  await timeline.getByRole("slider", { name: "List events until" }).press("Escape");
  await expect(timeline.getByRole("heading")).toHaveText("60 events");
});

test("events of one correlation stand under a head that folds, and leads to the correlation", async ({ page }) => {
  const id = await makeMeter(page);
  await page.goto(`/streams/${id}?version=1`);
  const timeline = timelineOf(page);
  await expect(async () => {
    await timeline.getByRole("button", { name: "Group" }).click();
    await expect(page).toHaveURL(/group=true/, { timeout: 2_000 });
  }).toPass();
  const head = timeline.getByRole("button", { name: `${id}-visit-1 4 events · 3 min` });
  await expect(head).toHaveAttribute("aria-expanded", "false");
  await head.click();
  await expect(head).toHaveAttribute("aria-expanded", "true");
  await expect(timeline.getByRole("button", { name: "6 E2eReadingTaken" })).toBeVisible();
  await page.goto(page.url());
  await expect(head).toHaveAttribute("aria-expanded", "true");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page);
  await timeline.getByRole("link", { name: `Open the correlation ${id}-visit-1`, exact: true }).click();
  await expect(page).toHaveURL(/\/correlations\?id=/);
});
