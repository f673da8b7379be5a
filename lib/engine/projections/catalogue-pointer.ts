import { celStep } from "../evolution/data-shape";

/** One step into data: a field, or every item of a list. */
export type PointerStep = { readonly field: string } | { readonly items: true };

const ITEMS = "/*";
const ESCAPES: Readonly<Record<string, string>> = { "~": "~0", "/": "~1" };
const ESCAPED: Readonly<Record<string, string>> = { "~0": "~", "~1": "/", "~2": "*" };

/** The pointer of a field of what stands at a pointer. A field named `*` is written `~2`. */
export function fieldPointer(pointer: string, name: string): string {
  return `${pointer}/${name === "*" ? "~2" : name.replace(/[~/]/g, (sign) => ESCAPES[sign] ?? sign)}`;
}

/** The pointer of the items of the list that stands at a pointer. */
export function itemsPointer(pointer: string): string {
  return pointer + ITEMS;
}

/** The steps of a pointer of the catalogue. */
export function pointerSteps(pointer: string): PointerStep[] {
  const parts = pointer.split("/").slice(1);
  return parts.map((part) =>
    part === "*" ? { items: true } : { field: part.replace(/~[012]/g, (sign) => ESCAPED[sign] ?? sign) },
  );
}

/** The pointer for people: `lines[].price`; the data itself is `data`. */
export function pointerPath(pointer: string): string {
  if (pointer === "") return "data";
  return pointerSteps(pointer)
    .map((step, index) => ("items" in step ? "[]" : nameStep(step.field, index === 0)))
    .join("");
}

function nameStep(name: string, first: boolean): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `[${JSON.stringify(name)}]`;
  return first ? name : `.${name}`;
}

/** The pointer as an expression in CEL names it, of a list its first item: `data.lines[0].price`. */
export function celPath(pointer: string): string {
  return `data${pointerSteps(pointer)
    .map((step) => ("items" in step ? "[0]" : celStep(step.field)))
    .join("")}`;
}
