import { readEventLine } from "./event-line";

/** A line that is no event, and why. */
export interface BadLine {
  /** 1-based. */
  readonly line: number;
  readonly problem: string;
}

/** A stream of a file. */
export interface FileStream {
  readonly streamId: string;
  readonly events: number;
  readonly lastType: string;
  readonly lastTime: string | null;
}

/** What is in a file. */
export interface FileContents {
  readonly streams: readonly FileStream[];
  /** In the order of their first appearance. */
  readonly types: readonly string[];
  readonly events: number;
  readonly masked: number;
  readonly lines: number;
  /** The first of them. */
  readonly bad: readonly BadLine[];
  readonly badCount: number;
}

/** The events of a stream, column by column: of a hundred thousand, objects would be slow to hand over. */
export interface FileTimeline {
  readonly types: readonly string[];
  readonly times: readonly (string | null)[];
  /** The lines they stand in. */
  readonly lines: readonly number[];
  readonly masked: readonly boolean[];
}

/** Takes a file's lines in, and tells what is in them. */
export interface FileIndex {
  add(text: string, line: number): void;
  contents(): FileContents;
  timeline(streamId: string): FileTimeline;
  /** The lines of a stream's versions, both ends included, as they are written. */
  lines(streamId: string, from: number, to: number): string[];
}

const MAX_LISTED = 1_000;

interface Entry {
  readonly text: string;
  readonly type: string;
  readonly time: string | null;
  readonly line: number;
  readonly masked: boolean;
}

/** An index of nothing yet. */
export function fileIndex(): FileIndex {
  const streams = new Map<string, Entry[]>();
  const types = new Set<string>();
  const bad: BadLine[] = [];
  let [events, masked, badCount, lines] = [0, 0, 0, 0];
  const entriesOf = (streamId: string) => streams.get(streamId) ?? [];
  return {
    add(text, line) {
      lines = line;
      if (text.trim() === "") return;
      try {
        const event = readEventLine(text);
        const entries = entriesOf(event.streamId);
        if (entries.length === 0) streams.set(event.streamId, entries);
        entries.push({ text, type: event.type, time: event.time, line, masked: event.masked });
        types.add(event.type);
        events++;
        if (event.masked) masked++;
      } catch (error) {
        badCount++;
        if (bad.length < MAX_LISTED)
          bad.push({ line, problem: error instanceof Error ? error.message : String(error) });
      }
    },
    contents: () => ({
      ...{ types: [...types], events, masked, lines, bad, badCount },
      streams: [...streams].map(([streamId, entries]) => {
        const last = entries.at(-1);
        return { streamId, events: entries.length, lastType: last?.type ?? "", lastTime: last?.time ?? null };
      }),
    }),
    timeline(streamId) {
      const entries = entriesOf(streamId);
      return {
        types: entries.map(({ type }) => type),
        times: entries.map(({ time }) => time),
        lines: entries.map(({ line }) => line),
        masked: entries.map((entry) => entry.masked),
      };
    },
    lines: (streamId, from, to) =>
      entriesOf(streamId)
        .slice(from - 1, to)
        .map(({ text }) => text),
  };
}
