import type { FileIndex } from "@/lib/format/event-file/file-index";
import { readEventFile } from "@/lib/format/event-file/read-file";
import type { FileReply, FileRequest } from "./file-messages";

let index: FileIndex | null = null;

const say = (reply: FileReply) => self.postMessage(reply);

self.onmessage = async ({ data }: MessageEvent<FileRequest>) => {
  if ("open" in data) {
    try {
      index = await readEventFile(data.open, (readBytes) => say({ readBytes }));
      say({ contents: index.contents() });
    } catch (error) {
      say({ failed: error instanceof Error ? error.message : String(error) });
    }
    return;
  }
  const { id, streamId } = data;
  if (index === null) return;
  say({ id, answer: data.call === "timeline" ? index.timeline(streamId) : index.lines(streamId, data.from, data.to) });
};
