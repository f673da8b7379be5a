/** A run of positions of which a sample takes some events. */
export interface SamplePlace {
  readonly after: bigint;
  readonly upTo: bigint;
  /** The most events to take there. */
  readonly events: number;
}

const MOST_PLACES = 100;
const MOST_EVENTS_AT_ONCE = 2_000;

/**
 * The next place of a sample that is spread evenly over the positions from `first` to `upTo`. What one place has too few
 * events for, the later ones make up.
 */
export function nextSamplePlace(
  sample: { readonly events: number; readonly first: bigint; readonly upTo: bigint },
  { checkpoint, eventsDone }: { readonly checkpoint: bigint; readonly eventsDone: number },
): SamplePlace | null {
  const { events, first, upTo } = sample;
  const places = Math.max(Math.min(events, MOST_PLACES), Math.ceil(events / MOST_EVENTS_AT_ONCE));
  const span = upTo - first + 1n;
  const endOf = (place: number) => first - 1n + (span * BigInt(place + 1)) / BigInt(places);
  let place = 0;
  while (place < places && endOf(place) <= checkpoint) place += 1;
  const wanted = Math.ceil((events - eventsDone) / (places - place));
  if (place === places || wanted <= 0) return null;
  const begin = place === 0 ? first - 1n : endOf(place - 1);
  return { after: begin > checkpoint ? begin : checkpoint, upTo: endOf(place), events: wanted };
}
