const HOUR_MS = 3_600_000;
const OPENS = 7;
const CLOSES = 17;
const SUNDAY = 0;

/** The next moment from `at` on at which people are at work: from seven to five, not on Sundays. */
export function atWork(at: number): number {
  let moment = at;
  for (;;) {
    const date = new Date(moment);
    const hour = date.getUTCHours();
    if (date.getUTCDay() !== SUNDAY && hour >= OPENS && hour < CLOSES) return moment;
    // Keeps minutes and seconds, so that not everything happens at seven sharp.
    moment += HOUR_MS;
  }
}
