const LONGEST = 80;

/** Text as part of a file's name, as every system takes it: `order-104211`, `ret-55120`. */
export function fileNamePart(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  return plain.slice(0, LONGEST) || "history";
}
