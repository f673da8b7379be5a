/** So long may a line be. */
export const LINE_WIDTH = 120;

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;
// Whatever could end a line or a text, or would not be seen as what it is.
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\u0085]|(?! )\p{Zs}/gu;

/** Where something is written: how deep it is indented, and how much of the line is taken before and after it. */
export interface Place {
  readonly indent: number;
  readonly before: number;
  readonly after: number;
}

/** A JSON value as TypeScript writes it, on one line where it fits. */
export function literal(value: unknown, place: Place): string {
  const line = oneLiner(value);
  const fits = place.before + line.length + place.after <= LINE_WIDTH;
  if ((fits && !isOpened(value)) || typeof value !== "object" || value === null) return line;
  const inner = place.indent + 2;
  const margin = " ".repeat(inner);
  const lines = Array.isArray(value)
    ? value.map((item) => `${margin}${literal(item, { indent: inner, before: inner, after: 1 })},`)
    : Object.entries(value).map(([key, item]) => {
        const name = `${margin}${keyText(key)}: `;
        return `${name}${literal(item, { indent: inner, before: name.length, after: 1 })},`;
      });
  if (lines.length === 0) return line;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join("\n")}\n${" ".repeat(place.indent)}${close}`;
}

function oneLiner(value: unknown): string {
  if (typeof value === "string") return textLiteral(value);
  if (typeof value === "number") return numberLiteral(value);
  if (Array.isArray(value)) return `[${value.map(oneLiner).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const members = Object.entries(value).map(([key, member]) => `${keyText(key)}: ${oneLiner(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A list of several objects has a line for each, as the formatter writes it. */
function isOpened(value: unknown): boolean {
  if (Array.isArray(value)) return (value.length > 1 && value.every(hasSeveral)) || value.some(isOpened);
  return typeof value === "object" && value !== null && Object.values(value).some(isOpened);
}

function hasSeveral(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 1;
}

/** Text that nothing in it can break out of. */
export function textLiteral(text: string): string {
  const doubled = JSON.stringify(text).replace(UNSEEN, escaped);
  const quotes = doubled.split('\\"').length - 1;
  if (quotes <= text.split("'").length - 1) return doubled;
  return `'${doubled.slice(1, -1).replaceAll(/\\(.)|'/g, (found, char) => (char === '"' ? '"' : found === "'" ? "\\'" : found))}'`;
}

function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

function numberLiteral(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  return /^-?\d{4,}$/.test(text) ? text.replace(/\B(?=(?:\d{3})+$)/g, "_") : text;
}

// Written as a plain name, it would set the prototype.
function keyText(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return PLAIN_KEY.test(key) ? key : textLiteral(key);
}
