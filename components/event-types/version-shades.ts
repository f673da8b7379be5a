import { slotColour } from "@/components/layout/event-type-slots";

/** The colour of a type in as many shades as it has versions, the newest in full. */
export function versionShades(slot: number, versions: number): string[] {
  const colour = slotColour(slot);
  return Array.from({ length: versions }, (_, index) => {
    const share = versions === 1 ? 100 : Math.round(35 + (65 * index) / (versions - 1));
    return share === 100 ? colour : `color-mix(in srgb, ${colour} ${share}%, var(--fl-surface))`;
  });
}
