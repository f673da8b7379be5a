import { streamPath } from "@/lib/api/stream-path";
import { jsonTextOf, parseForReading } from "@/lib/format/json-tree";
import { type AppendDraft, appendRequest } from "./append-request";

/** The append as a command for a shell; the token is taken from the environment. */
export function asCurl(origin: string, streamId: string, draft: AppendDraft, reason: string): string {
  const request = appendRequest(draft);
  const body = `${request.slice(0, -1)},"reason":${JSON.stringify(reason)}}`;
  return [
    `curl --fail-with-body ${quoted(`${origin}${streamPath(streamId)}/corrections`)}`,
    `-H "Authorization: Bearer $FOLDLINE_TOKEN"`,
    "-H 'Content-Type: application/json'",
    `--data-binary ${quoted(body)}`,
  ].join(" \\\n  ");
}

/** The append as a program writes it, with Foldline's own engine. */
export function asTypeScript(streamId: string, draft: AppendDraft, reason: string): string {
  const data = jsonTextOf(parseForReading(draft.dataText));
  return [
    `await store.append(${JSON.stringify(streamId)}, ${draft.expectedVersion}, [`,
    "  {",
    `    type: ${JSON.stringify(draft.type)},`,
    `    schemaVersion: ${draft.schemaVersion},`,
    `    eventId: ${JSON.stringify(draft.eventId)},`,
    `    data: jsonText(${JSON.stringify(data)}),`,
    `    metadata: { reason: ${JSON.stringify(reason)} },`,
    "  },",
    "]);",
  ].join("\n");
}

/** Text that a POSIX shell takes as it is. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
