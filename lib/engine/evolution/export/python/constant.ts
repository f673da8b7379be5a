/** A JSON value as Python writes it. */
export function pythonConstant(value: unknown): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return pythonText(value);
  if (typeof value === "number") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(pythonConstant).join(", ")}]`;
  const fields = Object.entries(value as object).map(([name, each]) => `${pythonText(name)}: ${pythonConstant(each)}`);
  return `{${fields.join(", ")}}`;
}

/** A text as Python writes it: the escapes of JSON, but for those of characters that Python writes with eight digits. */
export function pythonText(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
