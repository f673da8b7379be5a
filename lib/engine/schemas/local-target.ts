/** The JSON Pointer behind `#` or `#/…`; null for any other reference. */
export function localTarget(reference: unknown): string | null {
  if (typeof reference !== "string" || !/^#(\/|$)/.test(reference)) return null;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return null;
  }
}
