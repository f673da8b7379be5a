import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const ORDER = "/streams/order-100001";
const INSTANT = "an-instant";

const PAGES = [
  "/",
  "/streams",
  ORDER,
  `${ORDER}?instant=${INSTANT}`,
  `${ORDER}?mode=compare&a=1&b=3`,
  `${ORDER}?mode=step&version=2`,
  `${ORDER}?mode=what-if`,
  "/events",
  "/event-types",
  "/event-types?type=OrderPlaced",
  "/upcasters",
  "/upcasters/new",
  "/upcasters/copies",
  "/reducers",
  "/reducers/new",
  "/snapshots",
  "/find-when",
  "/files",
  "/projections",
  "/projections/new",
  "/projections/order-summary",
  "/projections/order-summary?tab=rows",
  "/projections/order-summary?tab=rebuild",
  "/rebuilds",
  "/dead-letters",
  "/workers",
  "/audit",
  "/settings",
  "/no-such-page",
];

/** What stands over a page, by the address that opens it. */
const DIALOGS = [
  [`${ORDER}?export=cloudevents`, /^Export/],
  [`${ORDER}?export=test`, /^Export/],
  [`${ORDER}?append=`, /^Append to/],
  ["/find-when?ask=true&category=order&condition=state.total", /^Find when/],
] as const;

const FILE = `{"specversion":"1.0","id":"1","source":"shop","subject":"order-9","type":"OrderPlaced","data":{"total":1}}
this line holds no event
`;

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });
    for (const path of PAGES) {
      test(`axe finds nothing serious on ${path}`, async ({ page }) => {
        await page.goto(path.replace(INSTANT, tenDaysIntoTheDemo()));
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
        await expectAccessible(page);
      });
    }

    for (const [path, title] of DIALOGS) {
      test(`axe finds nothing serious in the dialog of ${path}`, async ({ page }) => {
        await page.goto(path);
        const dialog = page.getByRole("dialog", { name: title });
        await expect(dialog.getByRole("heading", { name: title })).toBeVisible();
        await expect(dialog.getByRole("textbox").first()).toBeVisible();
        await expect(page.getByRole("status", { name: /^(Loading|Reading|Counting)/ })).toHaveCount(0);
        await expectAccessible(page);
      });
    }

    test("axe finds nothing serious on a file of which a line is broken", async ({ page }) => {
      await page.goto("/files");
      await expect(async () => {
        await page
          .locator("input[type=file]")
          .setInputFiles({ name: "events.ndjson", mimeType: "application/x-ndjson", buffer: Buffer.from(FILE) });
        await expect(page.getByText("order-9").first()).toBeVisible({ timeout: 2_000 });
      }).toPass();
      await page.getByRole("button", { name: /bad line/ }).click();
      await expectAccessible(page);
    });
  });
}

/** The demo's history begins two years, 730 days, before it is made, and the order with it. */
function tenDaysIntoTheDemo(): string {
  return new Date(Date.now() - 720 * 86_400_000).toISOString();
}
