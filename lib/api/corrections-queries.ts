import { CorrectionDryRun } from "./corrections";
import { fetchJson } from "./fetch";
import { streamPath } from "./stream-path";

/** Tries an append and takes it back; `body` is the request as JSON, its data digit for digit. */
export function dryRunAppend(streamId: string, body: string): Promise<CorrectionDryRun> {
  return fetchJson(`${streamPath(streamId)}/corrections/dry-run`, CorrectionDryRun, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
}
