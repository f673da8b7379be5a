import { expect, test } from "vitest";
import type { ProjectionSummary } from "@/lib/api/projections";
import { lagSeries } from "./lag-series";

const minute = (n: number) => new Date(Date.UTC(2026, 2, 3, 14, n)).toISOString();
const projection = (name: string, kind: string, lags: readonly number[]) =>
  ({
    name,
    status: { kind },
    lastHour: lags.map((behind, index) => ({ at: minute(index), behind })),
  }) as unknown as ProjectionSummary;

test("a stopped projection and the one most behind are named, the others are one line of their highest", () => {
  const series = lagSeries([
    projection("a", "running", [1, 5]),
    projection("b", "stopped", [2, 900]),
    projection("c", "running", [3, 4]),
    projection("d", "running", [50, 0]),
    projection("e", "running", []),
  ]);
  expect(series.map(({ label, tone }) => [label, tone])).toEqual([
    ["2 others, highest", "past"],
    ["d", "now"],
    ["b", "danger"],
  ]);
  expect(series[0]?.points.map(({ value }) => value)).toEqual([3, 5]);
});
