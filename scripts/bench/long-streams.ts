import type { EventStore, NewEvent } from "@/lib/engine";

const BATCH = 5_000;
const HOUR = 3_600_000;
const STARTED = Date.UTC(2024, 0, 1, 6);

/** A made meter of that many events: a dozen types, short correlations, idle hours and days, a state that grows slowly. */
export async function makeLongStream(store: EventStore, streamId: string, events: number): Promise<void> {
  await makeStream(store, streamId, events, meterEvent);
}

/** A made archive whose inferred state has about that many bytes, ten thousand of them an event. */
export async function makeLargeState(store: EventStore, streamId: string, bytes: number): Promise<void> {
  await makeStream(store, streamId, Math.ceil(bytes / 10_000), (n) => ({
    type: "BlockArchived",
    data: { [`block${n}`]: { sum: n * 7919, lines: Array.from({ length: 100 }, (_, line) => `${n}.${line} ${TEXT}`) } },
    occurredAt: new Date(STARTED + n * HOUR),
  }));
}

const TEXT = "a line of the archive as it was read from the meter, with its checksum and its unit ".slice(0, 84);

// What is there already stays: a second run measures the same stream.
async function makeStream(
  store: EventStore,
  streamId: string,
  events: number,
  made: (n: number) => NewEvent,
): Promise<void> {
  for (let version = await store.streamVersion(streamId); version < events; version += BATCH) {
    const count = Math.min(BATCH, events - version);
    await store.append(
      streamId,
      version,
      Array.from({ length: count }, (_, index) => made(version + index)),
    );
  }
}

function meterEvent(n: number): NewEvent {
  const { type, data } = meterFact(n);
  // Visits of seven events, a few minutes apart; an hour between visits, a night after eight, ten days after 2,000.
  const visit = Math.floor(n / 7);
  const idle = visit * HOUR + Math.floor(visit / 8) * 14 * HOUR + Math.floor(visit / 2_000) * 240 * HOUR;
  return {
    type,
    data,
    occurredAt: new Date(STARTED + idle / 8 + (n % 7) * 61_037),
    metadata: { actor: `reader-${visit % 9}`, ...(n % 11 === 0 ? {} : { correlationId: `visit-${visit}` }) },
  };
}

function meterFact(n: number): Pick<NewEvent, "type" | "data"> {
  if (n === 0) return { type: "MeterInstalled", data: { serial: "M-100001", reading: 0, tariff: "day" } };
  if (n % 5_003 === 0)
    return { type: "MeterInspected", data: { inspection: { at: n, by: "inspector-3", sealed: true } } };
  if (n % 997 === 0) return { type: "TariffChanged", data: { tariff: ["day", "night", "flat"][n % 3] } };
  if (n % 401 === 0) return { type: "AlarmRaised", data: { [`alarm${n % 40}`]: { raisedAt: n, code: `E${n % 17}` } } };
  if (n % 401 === 5) return { type: "AlarmCleared", data: { [`alarm${(n - 5) % 40}`]: null } };
  if (n % 7 === 3) return { type: "VoltageMeasured", data: { voltage: 229 + (n % 30) / 10 } };
  if (n % 7 === 5) return { type: "ReadingEstimated", data: { reading: n * 3, estimated: true } };
  return { type: "ReadingTaken", data: { reading: n * 3 + 1, estimated: false } };
}
