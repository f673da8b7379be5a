import { test as base, expect, type Page } from "@playwright/test";

/** The account that the run made. */
export const account = {
  email: process.env.FOLDLINE_E2E_EMAIL ?? "admin@foldline.local",
  password: process.env.FOLDLINE_E2E_PASSWORD ?? "",
};

/** Signs in the way a person does, and waits for the console. */
export async function signIn(page: Page, { email, password } = account): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
}

type Cookies = Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>;

/** A test whose `page` is signed in as the administrator; signing in happens once a worker. */
export const test = base.extend<{ page: Page }, { session: Cookies }>({
  session: [
    async ({ browser }, use) => {
      const baseURL = process.env.FOLDLINE_E2E_URL ?? "http://localhost:3000";
      const context = await browser.newContext({ baseURL });
      await signIn(await context.newPage());
      const cookies = await context.cookies();
      await context.close();
      await use(cookies);
    },
    { scope: "worker" },
  ],
  page: async ({ page, session }, use) => {
    await page.context().addCookies(session);
    await use(page);
  },
});

/** Presses keys until they have their effect: before the page's code runs, nobody listens to them. */
export async function pressUntil(page: Page, keys: readonly string[], effect: () => Promise<void>): Promise<void> {
  await expect(async () => {
    for (const key of keys) await page.keyboard.press(key);
    await effect();
  }).toPass({ timeout: 30_000 });
}

export { expect };
