/** The parameters of a request as an object; names in `lists` collect every value they are given. */
export function searchParams(request: Request, lists: readonly string[] = []): Record<string, string | string[]> {
  const search = new URL(request.url).searchParams;
  const single = Object.fromEntries([...search].filter(([name]) => !lists.includes(name)));
  const repeated = lists.filter((name) => search.has(name)).map((name) => [name, search.getAll(name)] as const);
  return { ...single, ...Object.fromEntries(repeated) };
}
