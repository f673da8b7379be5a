const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** The path of a member of the object at `parent`: `shipTo.street`, `labels["a b"]`. */
export function memberPath(parent: string, key: string): string {
  if (!PLAIN_KEY.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === "" ? key : `${parent}.${key}`;
}

/** The path of an item of the list at `parent`: `lines[0]`. */
export function itemPath(parent: string, index: number): string {
  return `${parent}[${index}]`;
}

/** The path that leads through these members and places, as `memberPath` and `itemPath` write it. */
export function pathText(segments: readonly (string | number)[]): string {
  return segments.reduce<string>(
    (path, segment) => (typeof segment === "number" ? itemPath(path, segment) : memberPath(path, segment)),
    "",
  );
}

const SEGMENT = /(?:^|\.)([A-Za-z_$][\w$]*)|\[(\d{1,15})\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** The members and places of a path that `pathText` wrote; undefined for any other text. */
export function pathSegments(text: string): (string | number)[] | undefined {
  const segments: (string | number)[] = [];
  const pattern = new RegExp(SEGMENT);
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [, name, place, quoted] = found;
    if (place !== undefined) segments.push(Number(place));
    else segments.push(name ?? unquoted(quoted ?? '""'));
  }
  return segments;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
