/**
 * The address of a stream's page. URL parsers eat the segments "." and "..", so such an id gets a "~" in front;
 * an id that begins with "~" gets one more, which keeps every id and every address apart.
 */
export function streamHref(streamId: string, search = ""): string {
  return `/streams/${streamSegment(streamId)}${search === "" || search.startsWith("?") ? search : `?${search}`}`;
}

/** The one path segment that stands for a stream id, in pages and in /api/v1/streams. */
export function streamSegment(streamId: string): string {
  const marked = streamId === "." || streamId === ".." || streamId.startsWith("~") ? `~${streamId}` : streamId;
  return encodeURIComponent(marked);
}

/** The stream id of a route's parameter, encoded as `streamSegment` does it; null when that is not possible. */
export function parseStreamParam(param: string): string | null {
  try {
    const marked = decodeURIComponent(param);
    return marked.startsWith("~") ? marked.slice(1) : marked;
  } catch {
    return null;
  }
}
