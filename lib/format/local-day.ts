import { zoneOffsetMs } from "./instant";

const DAY = 86_400_000;

/**
 * Numbers the days of a time zone: two instants are on the same day when their numbers are equal. Asks for the zone's
 * offset about once a day, not once an instant.
 */
export function localDays(timeZone: string): (at: number) => number {
  const offsets = new Map<number, readonly [number, number]>();
  const offsetAt = (at: number) => zoneOffsetMs(new Date(at), timeZone);
  return (at) => {
    const day = Math.floor(at / DAY);
    let ends = offsets.get(day);
    if (ends === undefined) {
      ends = [offsetAt(day * DAY), offsetAt((day + 1) * DAY - 1)];
      offsets.set(day, ends);
    }
    const [first, last] = ends;
    return Math.floor((at + (first === last ? first : offsetAt(at))) / DAY);
  };
}
