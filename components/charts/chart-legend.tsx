import type { CSSProperties } from "react";
import classes from "./chart-legend.module.css";
import type { ChartSeries } from "./chart-series";

type LegendEntry = Pick<ChartSeries, "id" | "label" | "tone" | "mono" | "colour">;

/** Names and strokes of a chart's lines, the one drawn on top first, for the head of its card; nothing for a single one. */
export function ChartLegend({ series }: { readonly series: readonly LegendEntry[] }) {
  if (series.length < 2) return null;
  return (
    <>
      {series.toReversed().map(({ id, label, tone, colour, mono = false }) => (
        <span
          key={id}
          className={classes.entry}
          data-tone={tone}
          data-own={colour !== undefined || undefined}
          style={colour === undefined ? undefined : ({ "--swatch": colour } as CSSProperties)}
        >
          <span className={mono ? "mono" : undefined}>{label}</span>
        </span>
      ))}
    </>
  );
}
