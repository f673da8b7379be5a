import type { FileContents, FileTimeline } from "@/lib/format/event-file/file-index";

/** What the page asks the thread that holds the file. */
export type FileCall =
  | { readonly call: "timeline"; readonly streamId: string }
  | { readonly call: "lines"; readonly streamId: string; readonly from: number; readonly to: number };

export interface FileAnswers {
  readonly timeline: FileTimeline;
  readonly lines: readonly string[];
}

export type FileRequest = { readonly open: File } | (FileCall & { readonly id: number });

/** What that thread says: how far it has read, what is in the file, why it cannot be opened, or an answer. */
export type FileReply =
  | { readonly readBytes: number }
  | { readonly contents: FileContents }
  | { readonly failed: string }
  | { readonly id: number; readonly answer: FileAnswers[FileCall["call"]] };
