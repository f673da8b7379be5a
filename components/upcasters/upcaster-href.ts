/** The page of one upcaster. */
export function upcasterHref(id: string): string {
  return `/upcasters/${encodeURIComponent(id)}`;
}
