import type { Queryable, StoredEvent } from "../events";
import { nextPageSize } from "./page-size";
import { readStream } from "./read-stream";

const FIRST_PAGE = 100;
const LARGEST_PAGE = 1_000;

/** The events of a range of versions a page at a time: few where they are large, for they are all in memory at once. */
export async function* streamPages(
  db: Queryable,
  streamId: string,
  { from, to }: { readonly from: number; readonly to: number },
): AsyncGenerator<readonly StoredEvent[]> {
  let size = FIRST_PAGE;
  for (let first = from; first <= to; ) {
    const last = Math.min(first + size - 1, to);
    const events = await readStream(db, streamId, { from: first, to: last });
    yield events;
    if (events.length < last - first + 1) return;
    first = last + 1;
    size = nextPageSize(
      events.map(({ dataText }) => dataText),
      LARGEST_PAGE,
    );
  }
}
