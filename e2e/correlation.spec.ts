import { randomUUID } from "node:crypto";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("a correlation shows what caused what across streams, as a tree, as lanes, and as a table", async ({ page }) => {
  const id = randomUUID();
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  const append = async (stream: string, type: string, eventId: string | undefined, causationId?: string) => {
    const metadata = { correlationId: id, ...(causationId === undefined ? {} : { causationId }) };
    const response = await page.request.post(`/api/v1/streams/${stream}/events`, {
      data: { expectedVersion: "any", events: [{ type, data: {}, eventId, metadata }] },
    });
    expect(response.ok()).toBe(true);
  };
  await append(`claim-${id}`, "Claim filed", ids[0]);
  await append(`claim-${id}`, "Claim checked", ids[1], ids[0]);
  await append(`payout-${id}`, "Payout ordered", ids[2], ids[1]);
  await append(`payout-${id}`, "Payout noted", randomUUID(), "a command");

  await page.goto(`/streams/claim-${id}?version=1`);
  await page.getByRole("link", { name: id, exact: true }).click();
  await expect(page).toHaveURL(`/correlations?id=${id}`);
  await expect(page.getByText("4 events in 2 streams")).toBeVisible();
  await expect(page.getByText("2 beginnings")).toBeVisible();
  await expect(page.getByRole("link", { name: /Payout ordered/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByText("Lanes").click();
  const lanes = page.getByRole("region", { name: "Streams on one time axis" });
  await expect(lanes.getByRole("listitem")).toHaveText([`claim-${id}`, `payout-${id}`]);
  await expect(lanes.getByRole("link", { name: /^Claim checked, claim-.* version 2/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByText("Table").click();
  await expect(page).toHaveURL(/view=table/);
  await page.reload();
  const row = page.getByRole("row", { name: /^Payout ordered/ });
  await expect(row).toContainText("Claim checked");
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`payout-${id}`);
});

test("a correlation id that no event has is said to be unknown", async ({ page }) => {
  await page.goto(`/correlations?id=${randomUUID()}`);
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
});
