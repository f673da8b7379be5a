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
