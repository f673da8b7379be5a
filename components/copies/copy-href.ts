/** The page of one copy. */
export function copyHref(id: string): string {
  return `/upcasters/copies/${id}`;
}
