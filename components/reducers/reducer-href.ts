/** The page of a reducer of the console. */
export function reducerHref(name: string): string {
  return `/reducers/${encodeURIComponent(name)}`;
}

/** Where a reducer for a category is begun, with what its inferred state does. */
export function newReducerHref(category: string): string {
  return `/reducers/new?${new URLSearchParams({ category })}`;
}
