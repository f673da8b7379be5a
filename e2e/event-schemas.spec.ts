import { type Page, test } from "@playwright/test";
import { expectAccessible } from "./support/axe";
import { expect, signIn } from "./support/test";

const run = Date.now().toString(36);
const type = `ParcelWeighed-${run}`;
const stream = `parcel-${run}`;
const strict = JSON.stringify(
  {
    type: "object",
    properties: { grams: { type: "integer", minimum: 1 }, carrier: { enum: ["dhl", "post"] } },
    required: ["grams", "carrier"],
  },
  null,
  2,
);

function append(page: Page, events: readonly object[]) {
  return page.request.post(`/api/v1/streams/${stream}/events`, {
    data: { events: events.map((data) => ({ type, data })) },
  });
}

const panelOf = (page: Page) =>
  page
    .locator("section")
    .filter({ has: page.getByRole("heading", { level: 2, name: /^JSON Schema/ }) })
    .last();

/** What the page shows of a type comes from read models, which a worker fills. */
async function openWith(page: Page, button: string): Promise<void> {
  await expect(async () => {
    await page.goto(`/event-types?type=${type}`);
    const wanted = panelOf(page).getByRole("button", { name: button });
    await expect(wanted).toBeEnabled({ timeout: 10_000 });
    await expect(wanted).not.toHaveAttribute("aria-disabled", "true", { timeout: 1_000 });
  }).toPass({ timeout: 120_000 });
}

test("infers a schema, publishes a stricter one, sees what does not fit, and refuses appends that do not", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await signIn(page);
  const weights = Array.from({ length: 12 }, (_, index) => ({
    grams: 100 + index,
    carrier: index % 2 ? "dhl" : "post",
  }));
  expect((await append(page, weights)).ok()).toBe(true);
  expect((await append(page, [{ grams: "12.5 kg", carrier: "dhl" }])).ok()).toBe(true);
  const panel = panelOf(page);
  const draft = page.getByRole("textbox", { name: `Draft of the JSON Schema of ${type} v1` });

  await test.step("what the stored events have in common becomes a draft", async () => {
    await openWith(page, "Infer a draft");
    await expect(panel).toContainText("fits all 13 events");
    await panel.getByRole("button", { name: "Infer a draft" }).click();
    await expect(draft).toContainText('"carrier"', { timeout: 30_000 });
    await expect(panel).toContainText("Fits all of the last 13 events", { timeout: 30_000 });
  });

  await test.step("mistakes are marked in their place, and the last events are tried as it is written", async () => {
    await draft.fill(strict.replace('"integer"', '"integr"'));
    await expect(panel.getByRole("listitem").filter({ hasText: /^type / })).toBeVisible({ timeout: 30_000 });
    await expect(draft.locator(".cm-lintRange-error")).toHaveText('"integr"');
    await draft.fill(strict);
    await expect(panel).toContainText("1 of the last 13 events does not fit", { timeout: 30_000 });
    await expect(panel).toContainText("/grams must be a whole number: 1 event");
    await panel.getByRole("button", { name: "Save draft" }).click();
    await expect(panel.getByRole("button", { name: "Publish…" })).not.toHaveAttribute("aria-disabled", "true", {
      timeout: 30_000,
    });
    await expectAccessible(page);
  });

  await test.step("published, it is checked against every stored event, and the misfit is listed", async () => {
    await panel.getByRole("button", { name: "Publish…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("A published schema never changes");
    await dialog.getByRole("button", { name: "Publish schema" }).click();
    await expect(panel).toContainText("1 event does not fit", { timeout: 60_000 });
    await expect(panel).toContainText("all 13 events");
    const misfits = panel.getByRole("table", { name: `Events of ${type} v1 that do not fit` });
    await expect(misfits).toContainText('must be a whole number, and is "12.5 kg"');
    await expect(misfits.getByRole("link", { name: `${stream} version 13` })).toHaveAttribute(
      "href",
      `/streams/${stream}?version=13`,
    );
  });

  await test.step("switched on with its figures and a reason, refusing holds for appends over HTTP", async () => {
    await panel.getByRole("button", { name: "Refuse misfits…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("1 of the last 13 events does not fit", { timeout: 30_000 });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Scales are calibrated");
    await dialog.getByRole("button", { name: "Refuse misfits" }).click();
    await expect(panel).toContainText("are refused", { timeout: 30_000 });
    await expect(async () => {
      const refused = await append(page, [
        { grams: 1, carrier: "dhl" },
        { grams: 0, carrier: "dhl" },
      ]);
      expect(refused.status()).toBe(422);
      expect(await refused.json()).toMatchObject({
        type: "urn:foldline:problem:unprocessable",
        details: { event: 1, type, schemaVersion: 1, path: "/grams", problem: "must be >= 1, and is 0" },
      });
    }).toPass({ timeout: 30_000 });
    expect((await append(page, [{ grams: 1, carrier: "dhl" }])).ok()).toBe(true);
    await expectAccessible(page);
  });

  await test.step("withdrawn, it lets everything pass, and stays to be read", async () => {
    await panel.getByRole("button", { name: "Withdraw…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("The run is over");
    await dialog.getByRole("button", { name: "Withdraw schema" }).click();
    await expect(panel).toContainText("The run is over", { timeout: 30_000 });
    await expect(async () => {
      expect((await append(page, [{ grams: 0, carrier: "dhl" }])).status()).toBe(200);
    }).toPass({ timeout: 30_000 });
  });
});
