import "server-only";
import type { FailedEvent } from "@/lib/api/reducer-preview";
import type { ReducerBody } from "@/lib/api/reducers";
import { ReducerChangeError, type StateProblem } from "@/lib/engine";

/** An event that cannot be folded, with the expression of the definition at fault where it is one. */
export function failedEvent(definition: ReducerBody, streamId: string, problem: StateProblem): FailedEvent {
  const { version, type, error } = problem;
  const cause = error.cause instanceof ReducerChangeError ? error.cause : null;
  return {
    streamId,
    version,
    type: cause?.type ?? type,
    message: cause?.message ?? error.message,
    path: cause === null ? null : placeIn(definition, cause),
  };
}

function placeIn({ on }: ReducerBody, { type, change, part }: ReducerChangeError): string | null {
  const place = on.findIndex((each) => each.type.trim() === type);
  if (place < 0) return null;
  if (change === null) return `on.${place}.when`;
  const at = `on.${place}.changes.${change}`;
  if (part === null) return `${at}.path`;
  if (part === "equals") return `${at}.where.equals`;
  return part.startsWith("set ") ? `${at}.set.${part.slice(4)}.expression` : `${at}.${part}`;
}
