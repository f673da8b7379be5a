import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";

const ROOT = join(import.meta.dirname, "../..");

/** Keeps a picture of a page for the documentation; a kept one stays unless FOLDLINE_SCREENSHOTS=1 asks for new ones. */
export async function keepScreenshot(page: Page, file: string): Promise<void> {
  const path = join(ROOT, file);
  if (existsSync(path) && process.env.FOLDLINE_SCREENSHOTS !== "1") return;
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, animations: "disabled" });
}
