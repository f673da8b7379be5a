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
  });
}

/** The demo's history begins two years, 730 days, before it is made, and the order with it. */
function tenDaysIntoTheDemo(): string {
  return new Date(Date.now() - 720 * 86_400_000).toISOString();
}
