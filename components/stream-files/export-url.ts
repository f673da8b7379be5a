import { parseAsInteger, parseAsStringLiteral } from "nuqs/server";
import { HISTORY_FORMATS } from "@/lib/api/history-export";

/** What a page keeps in its URL of an export that is being prepared; `export` is the format, and none: closed. */
export const exportParsers = {
  export: parseAsStringLiteral(HISTORY_FORMATS),
  exportFrom: parseAsInteger,
  exportTo: parseAsInteger,
};
