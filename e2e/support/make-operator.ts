import type { Page } from "@playwright/test";

/** Makes an account through the settings, as an admin does, and gives back its generated password. */
export async function makeOperator(page: Page, email: string, role: "Viewer" | "Operator" | "Admin"): Promise<string> {
  await page.goto("/settings");
  await page.getByRole("button", { name: "New operator…" }).click();
  const dialog = page.getByRole("dialog", { name: "New operator" });
  await dialog.getByRole("textbox", { name: "Email" }).fill(email);
  await dialog.getByRole("textbox", { name: "Name" }).fill("Vera Okafor");
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: new RegExp(`^${role}`) }).click();
  await dialog.getByRole("button", { name: "Create operator" }).click();
  const password = (await dialog.locator(".mono").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Close" }).last().click();
  return password;
}
