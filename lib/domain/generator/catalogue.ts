import type { Currency } from "../money";
import type { OrderLine } from "../order";
import type { Random } from "./random";

/** An article: its price in cents and in rappen, and how often it sells. */
interface Article {
  readonly sku: string;
  readonly price: Readonly<Record<Currency, number>>;
  readonly popularity: number;
}

const article = (sku: string, eur: number, chf: number, popularity: number): Article => ({
  sku,
  price: { EUR: eur, CHF: chf },
  popularity,
});

/** What the shop sells: bicycle parts and what goes with them. */
const CATALOGUE: readonly Article[] = [
  article("TYRE-28-32", 3_495, 3_890, 14),
  article("TUBE-28", 649, 750, 18),
  article("CHAIN-11S", 2_799, 3_150, 12),
  article("CASSETTE-11-34", 6_490, 7_190, 6),
  article("BRAKE-PAD-R", 1_195, 1_390, 13),
  article("SADDLE-FIZIK", 11_900, 12_900, 3),
  article("LIGHT-F-80LUX", 7_950, 8_690, 7),
  article("LOCK-FOLD-90", 8_999, 9_890, 6),
  article("HELMET-M", 9_490, 10_450, 5),
  article("GLOVE-W-L", 3_290, 3_690, 6),
  article("PUMP-FLOOR", 4_190, 4_650, 5),
  article("BAG-BACK-20L", 13_495, 14_900, 4),
  article("OIL-DRY-100", 899, 990, 11),
  article("WHEEL-28-DYN", 21_900, 23_900, 2),
  article("PEDAL-FLAT", 4_599, 4_990, 5),
  article("BELL-BRASS", 1_790, 1_950, 8),
  article("MUDGUARD-SET", 3_890, 4_250, 6),
  article("FRAME-CRMO-56", 74_900, 79_900, 1),
];
const POPULARITY = CATALOGUE.map((item) => item.popularity);

/** One line's worth of shopping. */
export function drawLine(random: Random, currency: Currency, business: boolean): OrderLine {
  const found = CATALOGUE[random.weighted(POPULARITY)];
  if (found === undefined) throw new Error("The catalogue is empty.");
  const quantity = business ? random.between(2, 24) : random.chance(0.75) ? 1 : random.between(2, 4);
  return { sku: found.sku, quantity, unitPrice: found.price[currency] };
}

/** A basket, each article on one line. */
export function drawLines(random: Random, currency: Currency, business: boolean): OrderLine[] {
  const size = 1 + random.weighted([52, 26, 12, 6, 4]) + (business ? random.between(1, 4) : 0);
  const lines = new Map<string, OrderLine>();
  for (let count = 0; count < size; count += 1) {
    const line = drawLine(random, currency, business);
    lines.set(line.sku, line);
  }
  return [...lines.values()];
}
