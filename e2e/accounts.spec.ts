import { expect, test as signedOut } from "@playwright/test";
import { makeOperator } from "./support/make-operator";
import { signIn, test } from "./support/test";

test("an admin makes an account; its viewer reads, manages nothing, and is out once disabled", async ({
  page,
  browser,
  baseURL,
}) => {
  const email = `viewer-${Date.now()}@example.com`;
  const password = await makeOperator(page, email, "Viewer");
  const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) });
  const viewer = await context.newPage();
  await signIn(viewer, { email, password });
  await viewer.goto("/settings");
  await expect(viewer.getByText("Admins manage operators")).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Save demo shop" })).toBeDisabled();
  const refused = await viewer.request.post("/api/v1/rebuilds", { data: { projection: "revenue" } });
  expect(refused.status()).toBe(403);

  await page
    .getByRole("row", { name: new RegExp(email) })
    .getByRole("button", { name: /Actions for/ })
    .click();
  await page.getByRole("menuitem", { name: "Disable account…" }).click();
  await page.getByRole("button", { name: "Disable Vera Okafor" }).click();
  await expect(page.getByText(`${email} is disabled`)).toBeVisible();
  await viewer.goto("/streams");
  await expect(viewer).toHaveURL(/\/sign-in/);
  await context.close();

  await page.goto("/audit?type=OperatorDisabled");
  await expect(page.getByRole("row", { name: new RegExp(`Operator disabled.*${email}`) })).toBeVisible();
});

signedOut("signing out ends the session and asks to sign in again", async ({ page }) => {
  await signIn(page);
  await page.getByTitle("Account").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fsettings/);
});

signedOut("signing in goes on to the page that was asked for, and never to another site", async ({ page }) => {
  await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fevil.example%2F");
  await signIn(page);
  expect(new URL(page.url()).hostname).not.toContain("evil");
});

signedOut("the API answers a stranger with problem details, and health to anybody", async ({ request }) => {
  const refused = await request.get("/api/v1/pulse");
  expect(refused.status()).toBe(401);
  expect(refused.headers()["content-type"]).toContain("application/problem+json");
  expect((await request.get("/api/health")).ok()).toBe(true);
});

test("refuses a write that another site sends with the cookie", async ({ page }) => {
  const refused = await page.request.post("/api/v1/rebuilds", {
    data: { projection: "revenue" },
    headers: { origin: "https://evil.example" },
  });
  expect(refused.status()).toBe(403);
});
