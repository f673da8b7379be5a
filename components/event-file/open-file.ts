"use client";
import { useSyncExternalStore } from "react";
import type { FileContents } from "@/lib/format/event-file/file-index";
import type { FileAnswers, FileCall, FileReply } from "./file-messages";

/** A file that was opened; it lives in a thread of this tab, and nowhere else. */
export interface OpenFile {
  /** Which opening it is: of the same file opened again, another. */
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly contents: FileContents;
  ask<Call extends FileCall>(call: Call): Promise<FileAnswers[Call["call"]]>;
  /** States folded on the way to others, by stream: where the next fold can begin. */
  readonly folded: Map<string, { readonly version: number; readonly stateText: string }[]>;
}

export type FileStatus =
  | { readonly is: "none" }
  | { readonly is: "reading"; readonly name: string; readonly fraction: number }
  | { readonly is: "failed"; readonly name: string; readonly problem: string }
  | { readonly is: "open"; readonly file: OpenFile };

const NONE: FileStatus = { is: "none" };
let status: FileStatus = NONE;
let worker: Worker | null = null;
let openings = 0;
const listeners = new Set<() => void>();

function become(next: FileStatus): void {
  status = next;
  for (const listen of listeners) listen();
}

/** The file that is open in this tab; it stays while other pages are looked at. */
export function useOpenFile(): FileStatus {
  return useSyncExternalStore(
    (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    () => status,
    () => NONE,
  );
}

/** Forgets the file. */
export function closeFile(): void {
  worker?.terminate();
  worker = null;
  become(NONE);
}

/** Reads a file off the page's thread. */
export function openFile(file: File): void {
  closeFile();
  openings += 1;
  const id = openings;
  const { name, size } = file;
  become({ is: "reading", name, fraction: 0 });
  const thread = new Worker(new URL("./file-worker.ts", import.meta.url), { type: "module" });
  worker = thread;
  const waiting = new Map<number, (answer: never) => void>();
  let lastCall = 0;
  const ask = <Call extends FileCall>(call: Call) =>
    new Promise<FileAnswers[Call["call"]]>((resolve) => {
      lastCall += 1;
      waiting.set(lastCall, resolve);
      thread.postMessage({ ...call, id: lastCall });
    });
  const fail = (problem: string) => become({ is: "failed", name, problem });
  thread.onerror = ({ message }) => fail(message || "The file could not be read.");
  thread.onmessage = ({ data }: MessageEvent<FileReply>) => {
    if ("readBytes" in data) become({ is: "reading", name, fraction: data.readBytes / Math.max(1, size) });
    else if ("failed" in data) fail(data.failed);
    else if ("contents" in data)
      become({ is: "open", file: { id, name, bytes: size, contents: data.contents, ask, folded: new Map() } });
    else {
      // Each answer belongs to its call by its number.
      waiting.get(data.id)?.(data.answer as never);
      waiting.delete(data.id);
    }
  };
  thread.postMessage({ open: file });
}
