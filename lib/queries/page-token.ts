import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** A place in a list, as an opaque string: the sort key of the last row that was given. */
export function encodePageToken(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key), "utf8").toString("base64url");
}

/** The sort key in an `after` that `encodePageToken` made; anything else is refused as invalid. */
export function decodePageToken<Key>(token: string, schema: z.ZodType<Key>): Key {
  const parsed = schema.safeParse(parseJson(Buffer.from(token, "base64url").toString("utf8")));
  if (parsed.success) return parsed.data;
  throw new AppError("`after` is not a place in this list. Use the `next` of the page before, with the same sort.", {
    code: "invalid",
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
