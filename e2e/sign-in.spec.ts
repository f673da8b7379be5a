import { test as signedOut } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { account, expect, signIn, test } from "./support/test";

signedOut("asks a stranger to sign in, whatever page they open", async ({ page }) => {
  await page.goto("/streams");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
});

signedOut("refuses a wrong password without saying which part was wrong", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Email" }).fill(account.email);
  await page.getByRole("textbox", { name: "Password" }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Email or password is wrong." })).toBeVisible();
});

signedOut("lets the administrator of the first start in", async ({ page }) => {
  await signIn(page);
  await expect(page).not.toHaveURL(/sign-in/);
});

test("shows the overview first", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
});
