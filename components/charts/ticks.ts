const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [1, 2, 5, 10, 15, 30].flatMap((count) => [count * SECOND, count * MINUTE]);
const TIME_STEPS = [
  ...STEPS,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
].sort((a, b) => a - b);

/** Whole times between two instants, about `count` of them; `offset` is the zone's distance from UTC. */
export function timeTicks(from: number, to: number, count: number, offset = 0): number[] {
  const step = TIME_STEPS.find((candidate) => (to - from) / candidate <= count) ?? 365 * DAY;
  const first = Math.ceil((from + offset) / step) * step - offset;
  const ticks: number[] = [];
  for (let tick = first; tick <= to; tick += step) ticks.push(tick);
  return ticks;
}

const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/** From two months on, an axis has calendar months, which people count in. */
export const MONTHS_FROM = 60 * DAY;

/** First days of months between two instants, about `count` of them, years from January on; `offsetAt` as above, by instant. */
export function monthTicks(from: number, to: number, count: number, offsetAt = (_at: number) => 0): number[] {
  const first = new Date(from + offsetAt(from));
  const months = (to - from) / (30.44 * DAY);
  const step = MONTH_STEPS.find((candidate) => months / candidate <= count) ?? 1200;
  const begin = first.getUTCFullYear() * 12 + first.getUTCMonth();
  const ticks: number[] = [];
  for (let month = Math.ceil(begin / step) * step; ; month += step) {
    const wall = Date.UTC(Math.floor(month / 12), month % 12);
    const tick = wall - offsetAt(wall);
    if (tick > to) return ticks;
    if (tick >= from) ticks.push(tick);
  }
}

/** Ticks of a value axis from 0, or from below it: a few of them, at 1, 2 or 5 times a power of ten. */
export function valueTicks(max: number, min = 0): number[] {
  const [top, bottom] = [Math.max(0, max), Math.min(0, min)];
  if (!(top - bottom > 0)) return [0, 1];
  const step = roundStep((top - bottom) / 3);
  const ticks: number[] = [];
  for (let count = Math.floor(bottom / step + 1e-9); ; count += 1) {
    const tick = Number((step * count).toPrecision(12));
    ticks.push(tick);
    if (tick >= top) return ticks;
  }
}

/** Whole numbers between two, about `count` of them. */
export function countTicks(from: number, to: number, count: number): number[] {
  const step = Math.max(1, roundStep((to - from) / count));
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return ticks;
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
}

/** Ticks of a logarithmic axis: powers of ten from 1 to one at or above `max`; of many, every second or third. */
export function logTicks(max: number): number[] {
  const powers = Math.max(1, Math.ceil(Math.log10(Math.max(10, max))));
  const step = Math.ceil(powers / 4);
  return Array.from({ length: Math.ceil(powers / step) + 1 }, (_, index) => 10 ** (index * step));
}
