import type { EventHistogram } from "@/lib/api/events";

export interface HistogramScale {
  readonly start: number;
  readonly barMs: number;
  readonly slots: number;
  /** The top of the axis: a round number that no bar exceeds. */
  readonly highest: number;
}

/** The slots of a histogram, empty ones too: the first begins at or before `from`. */
export function histogramScale({ from, to, barMs, bars }: EventHistogram): HistogramScale {
  const first = bars[0] === undefined ? Date.parse(from ?? "") : Date.parse(bars[0].at);
  const start = first - Math.max(0, Math.ceil((first - Date.parse(from ?? "")) / barMs)) * barMs;
  const slots = Math.max(1, Math.floor((Date.parse(to ?? "") - start) / barMs) + 1);
  return { start, barMs, slots, highest: niceCeiling(Math.max(1, ...bars.map((bar) => bar.count))) };
}

/** The range of two slots, whichever was dragged from first. */
export function rangeOfSlots(scale: HistogramScale, one: number, other: number): { from: string; to: string } {
  const at = (slot: number) => new Date(scale.start + slot * scale.barMs).toISOString();
  return { from: at(Math.min(one, other)), to: at(Math.max(one, other) + 1) };
}

/** Three or four instants for the axis, at the beginnings of slots. */
export function axisTicks(scale: HistogramScale): { readonly share: number; readonly at: Date }[] {
  const step = Math.max(1, Math.ceil(scale.slots / 6));
  const ticks = [];
  for (let slot = Math.floor(step / 2); slot < scale.slots; slot += step) {
    ticks.push({ share: slot / scale.slots, at: new Date(scale.start + slot * scale.barMs) });
  }
  return ticks;
}

function niceCeiling(count: number): number {
  const unit = 10 ** Math.floor(Math.log10(count));
  return ([1, 2, 4, 5, 8, 10].find((factor) => factor * unit >= count) ?? 10) * unit;
}
