import classes from "./chart-legend.module.css";
import type { ChartSeries } from "./chart-series";

type LegendEntry = Pick<ChartSeries, "id" | "label" | "tone" | "mono">;

/** Names and strokes of a chart's lines, the one drawn on top first, for the head of its card; nothing for a single one. */
export function ChartLegend({ series }: { readonly series: readonly LegendEntry[] }) {
  if (series.length < 2) return null;
  return (
    <>
      {series.toReversed().map(({ id, label, tone, mono = false }) => (
        <span key={id} className={classes.entry} data-tone={tone}>
          <span className={mono ? "mono" : undefined}>{label}</span>
        </span>
      ))}
    </>
  );
}
