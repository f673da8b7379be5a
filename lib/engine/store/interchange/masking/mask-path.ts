/** One step of a mask's path: a member by its name, or every item of a list. */
export type MaskStep = { readonly member: string } | "items";

/** The path of data as a whole. */
export const WHOLE = "$";

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;
const STEP = /\.?([A-Za-z_$][\w$]*)|\[\*\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** The path of a member: `shipTo.street`, `labels["a b"]`. */
export function maskMember(parent: string, key: string): string {
  const above = parent === WHOLE ? "" : parent;
  if (!PLAIN_KEY.test(key) || key === WHOLE) return `${above}[${JSON.stringify(key)}]`;
  return above === "" ? key : `${above}.${key}`;
}

/** The path of all items of a list: `lines[*]`. */
export function maskItems(parent: string): string {
  return `${parent === WHOLE ? "" : parent}[*]`;
}

/** The steps of a path such as `lines[*].note`; null when it is none. */
export function parseMaskPath(path: string): MaskStep[] | null {
  if (path === WHOLE) return [];
  const steps: MaskStep[] = [];
  for (STEP.lastIndex = 0; STEP.lastIndex < path.length; ) {
    const at = STEP.lastIndex;
    const [text, plain, quoted] = STEP.exec(path) ?? [];
    if (text === undefined || (plain !== undefined && (at === 0) === text.startsWith("."))) return null;
    const member = plain ?? (quoted === undefined ? undefined : memberOf(quoted));
    if (member === null) return null;
    steps.push(member === undefined ? "items" : { member });
  }
  return steps.length === 0 ? null : steps;
}

function memberOf(quoted: string): string | null {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return null;
  }
}
