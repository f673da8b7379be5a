/** The page of a projection. */
export function projectionHref(name: string, tab?: string): string {
  return `/projections/${encodeURIComponent(name)}${tab === undefined ? "" : `?tab=${tab}`}`;
}
