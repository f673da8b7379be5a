import "server-only";
import type { FieldChange } from "@/lib/api/stream";
import { type ChainTrace, parseLossless } from "@/lib/engine";
import { changesOf, type JsonChange } from "@/lib/format/diff/diff-changes";
import { diffJson } from "@/lib/format/diff/diff-json";
import { childrenOf, jsonTextOf, leafPaths } from "@/lib/format/json-tree";

/**
 * For each leaf of the (first) event as read today that reading changed: the step that did it last, and how. A
 * new field came from one that the same step took away when its value, its kind or the beginning of its name says so.
 */
export function changedOnRead(trace: ChainTrace): FieldChange[] {
  const changes = new Map<string, FieldChange>();
  for (const { before, after, to } of trace.steps) {
    const [made] = after;
    if (made === undefined) continue;
    const all = changesOf(diffJson(parseLossless(before), parseLossless(made)));
    const removed = all.filter((change) => change.kind === "removed");
    const added = all.filter((change) => change.kind === "added");
    for (const change of all) {
      if (change.kind === "removed") continue;
      const how = explain(change, removed, added.length);
      for (const path of leafPaths(change.after, change.path)) {
        changes.set(path, { path, how, version: to.schemaVersion });
      }
    }
  }
  const [event] = trace.events;
  const leaves = new Set(event === undefined ? [] : leafPaths(parseLossless(event.dataText), ""));
  return [...changes.values()].filter((change) => leaves.has(change.path));
}

function explain(change: JsonChange, removed: readonly JsonChange[], addedCount: number): string {
  if (change.from !== null) return `from ${change.from}`;
  const isNested = childrenOf(change.after, "") !== null;
  if (change.kind === "changed") return isNested ? `from ${change.path}` : `was ${short(jsonTextOf(change.before))}`;
  const value = jsonTextOf(change.after);
  const source =
    removed.find(({ before }) => jsonTextOf(before) === value) ??
    removed.find(({ path }) => change.path.startsWith(path) || path.startsWith(change.path)) ??
    (isNested ? onlyOne(removed.filter(({ before }) => childrenOf(before, "") !== null)) : undefined) ??
    (addedCount === 1 ? onlyOne(removed) : undefined);
  return source === undefined ? "set" : `from ${source.path}`;
}

function onlyOne(changes: readonly JsonChange[]): JsonChange | undefined {
  return changes.length === 1 ? changes[0] : undefined;
}

function short(text: string): string {
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`;
}
