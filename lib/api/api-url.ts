type Value = string | number | boolean | undefined;

/** `path` with the parameters that are given; a list repeats its name, an empty text is left out. */
export function apiUrl(path: string, parameters: Readonly<Record<string, Value | readonly string[]>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === "") continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}
