import { z } from "zod";

/** What an error says, in one line: handlers parse payloads with zod, whose own message is a page of JSON. */
export function errorWords(error: Error): string {
  if (!(error instanceof z.ZodError)) return error.message;
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`))
    .join("; ");
}
