import { createHash } from "node:crypto";
import { InvalidStreamIdError } from "../errors";
import { unstorablePart } from "./unstorable-text";

const MAX_STREAM_ID_LENGTH = 512;
const SLICES = 1024;

/** What stands before the first `-`; the whole id when there is none. */
export function streamCategory(streamId: string): string {
  const dash = streamId.indexOf("-");
  return dash === -1 ? streamId : streamId.slice(0, dash);
}

/** The slice of a stream, 0 to 1023: the same as `md5` gives in SQL. */
export function sliceOf(streamId: string): number {
  return createHash("md5").update(streamId, "utf8").digest().readUInt32BE(0) & (SLICES - 1);
}

/** Refuses an id that the store cannot hold. */
export function checkStreamId(streamId: string): void {
  if (streamId === "") throw new InvalidStreamIdError(streamId, "cannot be empty");
  const unstorable = unstorablePart(streamId);
  if (unstorable !== undefined) throw new InvalidStreamIdError(streamId, `cannot contain ${unstorable}`);
  // Postgres counts code points; a string can only have fewer of those than UTF-16 units.
  if (streamId.length > MAX_STREAM_ID_LENGTH && [...streamId].length > MAX_STREAM_ID_LENGTH) {
    throw new InvalidStreamIdError(streamId, `of ${[...streamId].length} characters is too long`);
  }
}
