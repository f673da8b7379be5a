import type { ChartMark, ChartSeries } from "@/components/charts/chart-series";
import type { TypeHistory } from "@/lib/api/event-type-shape";
import { formatDay } from "@/lib/format/instant";

/** One area a version, the newest lowest, so that what is left of older ones lies on top. */
export function historySeries({ versions, bars }: TypeHistory, shades: readonly string[]): ChartSeries[] {
  return versions
    .map((version, index): ChartSeries => {
      const points = bars.map(({ at, events }) => ({ at: Date.parse(at), value: events[index] ?? 0 }));
      const colour = shades[index] ?? "var(--fl-chart-past)";
      return { id: `v${version}`, label: `v${version}`, tone: "now", colour, area: true, points };
    })
    .toReversed();
}

/** Where each version but the first one begins. */
export function firstAppends({ versions, bars }: TypeHistory): ChartMark[] {
  const marks = versions.flatMap((version, index) => {
    const first = bars.find(({ events }) => (events[index] ?? 0) > 0);
    return first === undefined || first === bars[0] ? [] : [{ version, at: Date.parse(first.at) }];
  });
  // Several need their room.
  const words = marks.length === 1 ? "first appended" : "begins";
  return marks.map(({ version, at }) => ({ at, label: `v${version} ${words}` }));
}

/** What a bar is called: "week of 19 Jun 2025", "Jun 2025", "2025". */
export function barWords(bucket: TypeHistory["bucket"], at: number): string {
  const day = formatDay(new Date(at), { year: "always", weekday: false });
  const [, month = "", year = ""] = day.split(" ");
  switch (bucket) {
    case "day":
      return day;
    case "month":
      return `${month} ${year}`;
    case "quarter":
      return `quarter from ${month} ${year}`;
    case "year":
      return year;
    default:
      return `${bucket} of ${bucket === "week" ? day : year}`;
  }
}
