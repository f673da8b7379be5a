import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useAppDatabase } from "@/lib/testing/app-database";
import type { TestDatabase } from "@/lib/testing/database";
import { startDemoStory } from "./demo-story";
import { beginSeed, completeSeed } from "./domain/demo-settings";
import { orderSummary } from "./domain/projections/order-summary";
import { shipmentBoard } from "./domain/projections/shipment-board";
import { upcasters } from "./domain/upcasters";
import { runWorker } from "./engine";
import { store } from "./store";

vi.setConfig({ testTimeout: 60_000 });
let database: TestDatabase;
const stop = new AbortController();
let worker: Promise<void> | undefined;

beforeAll(async () => {
  database = await useAppDatabase();
});
afterAll(async () => {
  stop.abort();
  await worker;
  await database.drop();
});

const placed = {
  customerId: "customer-20001",
  currency: "EUR",
  lines: [{ sku: "BELL-BRASS", quantity: 1, unitPrice: 1_790 }],
  total: 1_790,
  shipTo: { street: "Gasse 1", postalCode: "8001", city: "Zürich", country: "CH" },
};
const PARKED = `
select projection, stream_id as stream, stream_version::int as version, waiting::int
  from foldline.dead_letters where status = 'parked'`;
const BOARD = `
select tracking_number from read_models.shipment_board where shipment_id = 'shipment-100001'`;

const VERIFIED = `
select status, (result ->> 'converted')::int as converted, (result ->> 'failed')::int as failed from foldline.jobs`;

test("parks one stream of one projection, makes one other stale, and drafts an upcaster that fails", async () => {
  await beginSeed(database.pool, new Date());
  await store.append("order-100001", 0, [{ type: "OrderPlaced", schemaVersion: 3, data: placed }]);
  await store.append("shipment-100001", 0, [
    { type: "ShipmentPrepared", data: { orderId: "order-100001", parcels: 1, items: [] } },
    { type: "ShipmentDispatched", schemaVersion: 2, data: { carrier: "dhl", trackingNumber: "0042" } },
  ]);
  const delivered = ["parcel locker", "neighbour"].map((receivedBy) => ({
    type: "ShipmentDelivered",
    data: { receivedBy },
  }));
  await store.append("shipment-100002", 0, delivered);
  await completeSeed(database.pool, 2);
  worker = runWorker({
    pool: database.pool,
    projections: [orderSummary, shipmentBoard],
    upcasters,
    signal: stop.signal,
  });
  const failed = vi.fn();
  await Promise.all([startDemoStory(stop.signal, failed), startDemoStory(stop.signal, failed)]);
  expect(failed).not.toHaveBeenCalled();

  await vi.waitFor(
    async () => {
      const { rows } = await database.pool.query(PARKED);
      expect(rows).toEqual([{ projection: "order-summary", stream: "order-M-20417", version: 2, waiting: 1 }]);
    },
    { timeout: 30_000, interval: 100 },
  );
  expect((await database.pool.query(BOARD)).rows).toEqual([{ tracking_number: "0042" }]);
  const written = await database.pool.query("select type, state from foldline.upcasters order by type");
  expect(written.rows).toEqual([
    { type: "ShipmentDelivered", state: "draft" },
    { type: "ShipmentDispatched", state: "active" },
  ]);
  await vi.waitFor(
    async () => {
      const { rows } = await database.pool.query(VERIFIED);
      expect(rows).toEqual([{ status: "done", converted: 1, failed: 1 }]);
    },
    { timeout: 30_000, interval: 100 },
  );
});
