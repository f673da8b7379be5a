import { notYetOrdered, type OrderToCash, partStream, type Step, take } from "../order-to-cash";
import { drawLines } from "./catalogue";
import { placements } from "./demand";
import { correlationOf } from "./identity";
import { type HistoricEvent, type Journal, journalOf } from "./journal";
import { changeLine, isBusiness, nextStep } from "./next-step";
import { type Random, seededRandom } from "./random";
import { type AtCheckout, shoppersOf } from "./shoppers";
import { storyDates } from "./story-dates";
import { atWork } from "./working-hours";

const MINUTE_MS = 60_000;
const DEFAULT_SEED = 20_260_801;
const FIRST_ORDER = 100_001;
/** The order that a customer at a trade fair kept changing: a stream long enough to be worth snapshots. */
const TRADE_FAIR_CHANGES = 160;

/** Two years of the shop that end at `until`, in the order in which they happened; the same for the same arguments. */
export function generateHistory(until: Date, seed = DEFAULT_SEED): HistoricEvent[] {
  const dates = storyDates(until);
  const random = seededRandom(seed);
  const journal = journalOf(dates);
  const shopper = shoppersOf(random, dates, journal);
  let number = FIRST_ORDER;
  let tradeFairIsOver = false;
  for (const placedAt of placements(random, dates)) {
    const orderNumber = String(number++);
    const atCheckout = shopper(orderNumber, placedAt.getTime());
    const atTradeFair: boolean = !tradeFairIsOver && placedAt > dates.labels && isBusiness(atCheckout);
    tradeFairIsOver ||= atTradeFair;
    const order = {
      orderNumber,
      atCheckout,
      placedAt: placedAt.getTime(),
      changes: atTradeFair ? TRADE_FAIR_CHANGES : 0,
    };
    const seen = placedAt < dates.pageViewsEnd;
    follow(random, journal, { ...order, pageViews: seen ? random.between(0, 2) : 0 });
  }
  return journal.inOrder();
}

interface Placement {
  readonly orderNumber: string;
  readonly atCheckout: AtCheckout;
  readonly placedAt: number;
  /** How often a line is changed before anything else happens. */
  readonly changes: number;
  readonly pageViews: number;
}

/** Follows one order from its placement to its end, or to the end of the history. */
function follow(random: Random, journal: Journal, placement: Placement): void {
  const { orderNumber, atCheckout } = placement;
  let at = placement.placedAt;
  let now: OrderToCash = notYetOrdered(orderNumber);
  const correlationId = correlationOf(orderNumber);
  const perform = (step: Step) => {
    const { events, after } = take(step, now);
    const streamId = partStream(step.part, orderNumber);
    const causationId =
      step.causedBy === null ? atCheckout.eventId : journal.latest(partStream(step.causedBy, orderNumber));
    const because = causationId === undefined ? {} : { causationId };
    const metadata = { correlationId, actor: step.actor, ...because };
    for (const event of events) journal.record(streamId, event, at, metadata);
    now = after;
  };

  perform(placeOrder(random, atCheckout));
  for (let changed = 0; changed < placement.changes; changed += 1) {
    const { step, afterMs } = changeLine(random, now.order);
    at += afterMs / 2;
    perform(step);
  }
  for (let viewed = 0; viewed < placement.pageViews; viewed += 1) {
    at += random.between(5_000, MINUTE_MS);
    viewPage(journal, orderNumber, atCheckout.customerId, at);
  }
  for (let next = nextStep(random, now); next !== null; next = nextStep(random, now)) {
    at = next.atWork ? atWork(at + next.afterMs) : at + next.afterMs;
    perform(next.step);
  }
}

/** An order of the things that somebody at the checkout has in the basket. */
export function placeOrder(random: Random, { customerId, address }: AtCheckout): Step {
  const currency = address.country === "CH" ? "CHF" : "EUR";
  const lines = drawLines(random, currency, isBusiness({ customerId }));
  const command = { type: "PlaceOrder", customerId, currency, lines, shipTo: address } as const;
  return { part: "order", actor: customerId, causedBy: null, command };
}

function viewPage(journal: Journal, orderNumber: string, customerId: string, at: number): void {
  const data = { path: `/orders/${orderNumber}`, referrer: "mail/confirmation" };
  const metadata = { correlationId: correlationOf(orderNumber), actor: customerId };
  journal.recordRaw(
    partStream("order", orderNumber),
    { type: "OrderPageViewed", schemaVersion: 1, data },
    at,
    metadata,
  );
}
