import type { Page } from "@playwright/test";
import { expect, pressUntil, test } from "./support/test";

/** A stream of a category of its own whose every event makes the level its version. */
async function makeStream(page: Page, events: number): Promise<string> {
  const streamId = `tank${Date.now()}x${Math.floor(Math.random() * 1e6)}-1`;
  const body = Array.from({ length: events }, (_, index) => ({
    type: `TankFilled${(index % 3) + 1}`,
    schemaVersion: 1,
    data: { level: index + 1 },
  }));
  const response = await page.request.post(`/api/v1/streams/${streamId}/events`, { data: { events: body } });
  expect(response.ok(), await response.text()).toBe(true);
  return streamId;
}

const difference = (page: Page) => page.getByRole("region", { name: "Difference" });

test("a difference that is still being made keeps the heads and the events of the one before", async ({ page }) => {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...given: unknown[]) {
      setTimeout(() => Reflect.apply(post, this, given), 1_500);
    };
  });
  const streamId = await makeStream(page, 4);
  await page.goto(`/streams/${streamId}?a=1&b=2`);
  const level = difference(page).getByRole("row", { name: /level/ });
  await expect(level).toContainText("2");
  await expect(difference(page)).toHaveAttribute("aria-busy", "false");
  await expect(level.getByRole("button", { name: /TankFilled2.*version 2/ })).toBeVisible();

  await page.getByRole("list", { name: "Events" }).getByText("TankFilled3").click();
  await expect(difference(page)).toHaveAttribute("aria-busy", "true");
  await expect(difference(page).getByRole("columnheader", { name: /Version 2/ })).toBeVisible();
  await expect(level.getByRole("button", { name: /TankFilled2.*version 2/ })).toBeVisible();

  await expect(difference(page).getByRole("columnheader", { name: /Version 3/ })).toBeVisible();
  await expect(difference(page)).toHaveAttribute("aria-busy", "false");
  await expect(level.getByRole("button", { name: /TankFilled3.*version 3/ })).toBeVisible();
});

test("no newer state is shown under a point that is looked for, or not found", async ({ page }) => {
  const streamId = await makeStream(page, 6);
  const [third] = (await (await page.request.get(`/api/v1/streams/${streamId}/events?from=3&limit=1`)).json()).events;
  await page.goto(`/streams/${streamId}?version=2`);
  const heading = page.getByRole("region", { name: "State" }).getByRole("heading");
  await expect(heading).toContainText("version 2");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  let answer: "late" | "failed" = "late";
  await page.route("**/point?*", async (route) => {
    if (answer === "failed") return route.fulfill({ status: 500, json: { detail: "It is broken." } });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return route.continue();
  });
  const field = page.getByLabel("Go to version, @position or time");
  const goTo = async (typed: string) => {
    await pressUntil(page, ["#"], () => expect(field).toBeFocused({ timeout: 2_000 }));
    await field.fill(typed);
    await field.press("Enter");
  };
  await goTo(`@${third.position}`);
  await expect(heading).toContainText("version 3");
  expect(asked.filter((url) => url.includes("/point?"))).toHaveLength(1);
  expect(asked.filter((url) => /(state|blame)\?.*version=6|events\/6/.test(url))).toEqual([]);

  answer = "failed";
  await goTo(`@${BigInt(third.position) + 1n}`);
  await expect(page.getByText("The point could not be found")).toBeVisible();
  expect(asked.filter((url) => /(state|blame)\?.*version=6|events\/6/.test(url))).toEqual([]);
});

test("a comparison whose worker has failed can be tried again", async ({ page }) => {
  await page.addInitScript(() => {
    const Real = Worker;
    let failed = false;
    window.Worker = class extends Real {
      override postMessage(...given: unknown[]) {
        if (failed) return Reflect.apply(Real.prototype.postMessage, this, given);
        failed = true;
        this.dispatchEvent(new ErrorEvent("error", { message: "It ran out of memory." }));
      }
    };
  });
  const streamId = await makeStream(page, 2);
  await page.goto(`/streams/${streamId}?a=1&b=2`);
  await expect(page.getByText("The states could not be compared")).toBeVisible();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(difference(page)).toContainText("1 changed");
});
