import { v5 } from "uuid";

const SHOP = "6a1d0c52-5a0e-5d4e-9b1f-3f6f3d1c2b7a";

/** The id of the event at a place of a stream: the same on every run, so that seeding twice adds nothing. */
export function eventIdAt(streamId: string, version: number): string {
  return v5(`${streamId}@${version}`, SHOP);
}

/** What all events that one order leads to have in common. */
export function correlationOf(orderNumber: string): string {
  return v5(`order-to-cash ${orderNumber}`, SHOP);
}
