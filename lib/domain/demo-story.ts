import type pg from "pg";
import { type EventStore, inTransaction, type NewEvent, type Operation, watermark } from "@/lib/engine";
import { beginStory, readSeedSetting } from "./demo-settings";
import { correlationOf, eventIdAt } from "./generator/identity";
import { orderEvents, orderStream } from "./order";

/** An upcaster as somebody would write it in the console. */
export interface WrittenUpcaster {
  readonly title: string;
  readonly type: string;
  readonly fromVersion: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly operations: readonly Operation[];
}

export interface PublishedUpcaster extends WrittenUpcaster {
  readonly id: string;
}

export interface StoryOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  /** Publishes an upcaster inside the transaction that tells the story. */
  readonly publish: (upcaster: PublishedUpcaster, client: pg.PoolClient) => Promise<void>;
  /** Keeps a draft inside that transaction, and has it verified. */
  readonly draft: (upcaster: WrittenUpcaster, client: pg.PoolClient) => Promise<void>;
}

const MARKETPLACE_ORDER = "M-20417";
/** What the story goes wrong in, and what it makes stale; both must have been built before. */
const PROJECTIONS = ["order-summary", "shipment-board"];

const CHECKPOINTS = `
select count(distinct p.projection)::int as projections, min(p.checkpoint) filter (where r.inline_since is null) as checkpoint
  from foldline.partitions p join foldline.read_models r on r.projection = p.projection and r.version = p.version
 where r.state = 'live' and p.projection = any ($1)`;

/**
 * What went wrong in the shop this morning, told once, when the read models of its history are built: a marketplace
 * confirms an order on a basis that nobody foresaw, carriers' codes went into tracking numbers without a rebuild, and the
 * draft of an upcaster forgets the parcel lockers.
 * False while there is nothing to tell yet, or the read models are not built; true once it is told, by whomever.
 */
export async function tellDemoStory({ pool, store, publish, draft }: StoryOptions): Promise<boolean> {
  const told = (await readSeedSetting(pool))?.story;
  if (told !== "due") return told === "told";
  const { rows } = await pool.query<{ projections: number; checkpoint: string | null }>(CHECKPOINTS, [PROJECTIONS]);
  const [built] = rows;
  const checkpoint = built?.checkpoint ?? null;
  const history = await store.readAll({}, { direction: "backwards", limit: 1, upTo: await watermark(pool) });
  const end = history[0]?.position ?? 0n;
  const behind = checkpoint !== null && BigInt(checkpoint) < end;
  if (built?.projections !== PROJECTIONS.length || behind) return false;
  const [lastOrder] = await store.readAll({ types: ["OrderPlaced"] }, { direction: "backwards", limit: 1 });
  if (lastOrder === undefined) return false;
  return inTransaction(pool, async (client) => {
    // Of several workers, the one whose update finds the story untold tells it.
    if (!(await beginStory(client))) return true;
    await store.append(orderStream(MARKETPLACE_ORDER), 0, marketplaceOrder(lastOrder.data), { client });
    await publish(carrierInTrackingNumber, client);
    await draft(whoReceivedIt, client);
    return true;
  });
}

/** An order of the marketplace: its own code confirmed it on a basis that the shop's code does not know. */
function marketplaceOrder(likeThis: unknown): NewEvent[] {
  const { customerId, shipTo } = orderEvents.OrderPlaced.data.pick({ customerId: true, shipTo: true }).parse(likeThis);
  const lines = [{ sku: "BELL-BRASS", quantity: 4, unitPrice: 1_790 }];
  const events = [
    { type: "OrderPlaced", schemaVersion: 3, data: { customerId, currency: "EUR", lines, total: 7_160, shipTo } },
    { type: "OrderConfirmed", schemaVersion: 2, data: { basis: "marketplace" } },
    { type: "OrderCompleted", schemaVersion: 1, data: {} },
  ];
  const metadata = { correlationId: correlationOf(MARKETPLACE_ORDER), actor: "marketplace-connector" };
  const eventId = (version: number) => eventIdAt(orderStream(MARKETPLACE_ORDER), version);
  return events.map((event, index) => ({ ...event, eventId: eventId(index + 1), metadata }));
}

const carrierInTrackingNumber: PublishedUpcaster = {
  id: "5b1f6a52-6f0e-4c57-9a53-0d6a1f2c9e71",
  title: "Tracking numbers name their carrier",
  type: "ShipmentDispatched",
  fromVersion: 2,
  toType: "ShipmentDispatched",
  toVersion: 3,
  operations: [{ op: "compute", path: "trackingNumber", expression: 'data.carrier + ":" + data.trackingNumber' }],
};

const whoReceivedIt: WrittenUpcaster = {
  title: "Parcels say whom they were handed to",
  type: "ShipmentDelivered",
  fromVersion: 1,
  toType: "ShipmentDelivered",
  toVersion: 2,
  operations: [
    {
      op: "mapValues",
      path: "receivedBy",
      values: [
        { from: "customer", to: "recipient" },
        { from: "neighbour", to: "neighbour" },
        { from: "reception", to: "front desk" },
      ],
    },
    { op: "rename", from: "receivedBy", to: "handedTo" },
    { op: "compute", path: "inPerson", expression: 'data.handedTo == "recipient"' },
  ],
};
