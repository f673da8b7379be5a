import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("reads what is in the events of a type, compares two versions, and finds the last event", async ({ page }) => {
  test.setTimeout(240_000);
  const run = Date.now().toString(36);
  const type = `BadgePrinted${run}`;
  const stream = `badge${run}-1`;
  const badge = (schemaVersion: number, data: object) => ({ type, schemaVersion, data });
  const appended = await page.request.post(`/api/v1/streams/${stream}/events`, {
    data: {
      expectedVersion: 0,
      events: [
        badge(1, { colour: "red", feeRate: 0.5 }),
        badge(1, { colour: "blue" }),
        badge(2, { colour: "red", holder: { name: "Ines" } }),
        badge(2, { colour: "green", holder: { name: "Vera" } }),
      ],
    },
  });
  expect(appended.ok(), await appended.text()).toBe(true);
  // A worker looks at events a moment after they were appended.
  await expect
    .poll(async () => (await page.request.get(`/api/v1/event-types/${type}/diff?before=1&after=2`)).text(), {
      timeout: 60_000,
    })
    .toContain('"waiting":0');

  await page.goto("/event-types");
  const types = page.getByRole("navigation", { name: "Event types" });
  // Before the page's code runs, nobody listens to what is typed.
  await expect(async () => {
    await page.getByRole("searchbox", { name: "Filter types" }).fill("");
    await page.getByRole("searchbox", { name: "Filter types" }).fill(run);
    await expect(page).toHaveURL(new RegExp(`filter=${run}`), { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await types.getByRole("link", { name: new RegExp(type) }).click();
  await expect(page.getByRole("heading", { level: 2, name: type })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`filter=${run}`));
  await expect(page.getByText("4 events in at most 2 streams")).toBeVisible();

  const shape = page.getByRole("table", { name: "Shape" });
  await expect(shape.getByRole("row", { name: /holder\.name/ })).toContainText("100 %");
  await page
    .getByRole("radiogroup", { name: /Version/ })
    .getByText("v1")
    .click();
  await expect(shape.getByRole("row", { name: /feeRate/ })).toContainText("50.0 %");
  await expect(page).toHaveURL(/version=1/);
  await shape.getByRole("button", { name: "2 values of colour" }).click();
  await expect(page.getByRole("dialog", { name: "Values of colour" })).toContainText('"blue"');
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "Filter by path" }).fill("fee");
  await expect(shape.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: "2 shapes" }).click();
  await expect(page.getByRole("dialog").getByText("without feeRate")).toBeVisible();
  await page.keyboard.press("Escape");

  const chain = page.getByRole("application", { name: "Chain of versions" });
  await expect(chain.getByText("No upcaster")).toBeVisible();
  await expect(chain.getByRole("link", { name: /v2/ })).toHaveAttribute("href", /version=2/);

  await page.getByRole("textbox", { name: "Filter by path" }).fill("");
  await page.getByRole("button", { name: "Compare shapes" }).click();
  const differences = page.getByRole("table", { name: "Differences between v1 and v2" });
  await expect(differences.getByRole("row", { name: /feeRate/ })).toContainText("removed");
  await expect(differences.getByRole("row", { name: /holder\.name/ })).toContainText("added");
  await expect(page).toHaveURL(/diff=1\.\.2/);
  await expectAccessible(page);

  await page.goto(page.url());
  await expect(differences.getByRole("row", { name: /holder\.name/ })).toContainText("added");
  await expect(page.getByRole("searchbox", { name: "Filter types" })).toHaveValue(run);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export schemas" }).click();
  const file = await (await download).createReadStream();
  let text = "";
  for await (const chunk of file) text += chunk;
  expect(JSON.parse(text)).toMatchObject({
    type,
    versions: [
      { schemaVersion: 1, source: "inferred", schema: { required: ["colour"] } },
      { schemaVersion: 2, source: "inferred", schema: { required: ["colour", "holder"] } },
    ],
  });

  const newest = page.getByRole("list", { name: "Versions" }).getByRole("listitem").nth(1);
  await expect(newest).toContainText("inferred schema");
  await newest.getByRole("link", { name: /^last/ }).click();
  await expect(page).toHaveURL(new RegExp(`/streams/${stream}\\?.*version=4`));
});
