import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import type { HistoryExport } from "@/lib/api/history-export";
import { type EventMask, eventMask, type MaskRules, parseMaskPath } from "@/lib/engine";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { PartToExport } from "./export-part";

const OWN_KEY = randomBytes(32);

/**
 * The mask of an export; null when nothing is masked. The same part of history gets the same pseudonyms every time, so that
 * two files of it can be compared; without this server's secret nobody can tell what they stand for.
 */
export function exportMask(
  { facts, streams }: PartToExport,
  { format, mask, maskMetadata, rename }: Pick<HistoryExport, "format" | "mask" | "maskMetadata" | "rename">,
): EventMask | null {
  if (format === "test" && (maskMetadata.length > 0 || rename.includes("events"))) {
    throw new AppError("A test holds neither metadata nor ids of events: leave out maskMetadata and rename=events.", {
      code: "invalid",
    });
  }
  const about = String(facts.streamId ?? facts.correlationId);
  const key = createHmac("sha256", env().nextAuthSecret ?? OWN_KEY)
    .update(`masked export of ${about}`)
    .digest("hex");
  const rules: MaskRules = {
    data: mask.map(maskedField),
    metadata: maskMetadata.map(checked),
    eventIds: rename.includes("events"),
    streamIds: rename.includes("streams") ? streams.map(({ streamId }) => streamId) : null,
  };
  return eventMask(rules, key);
}

/** `OrderPlaced:shipTo.street`: the type ends where a path begins, which has no colon outside of its quotes. */
function maskedField(text: string): MaskRules["data"][number] {
  if (parseMaskPath(text) !== null) return { type: null, path: text };
  for (let colon = text.lastIndexOf(":"); colon > 0; colon = text.lastIndexOf(":", colon - 1)) {
    const path = text.slice(colon + 1);
    if (parseMaskPath(path) !== null) return { type: text.slice(0, colon), path };
  }
  return { type: null, path: checked(text) };
}

function checked(path: string): string {
  if (parseMaskPath(path) !== null) return path;
  throw new AppError(`"${path}" is no path such as shipTo.street or lines[*].note, nor Type:path.`, {
    code: "invalid",
  });
}

/** Which paths of a mask lead to nothing, so that nobody takes a slip of the pen for a mask. */
export function unusedMasks(mask: EventMask | null): string[] {
  const unused = mask?.unused() ?? [];
  return unused.length === 0 ? [] : [`Nothing is there to be masked at: ${unused.join(", ")}.`];
}
