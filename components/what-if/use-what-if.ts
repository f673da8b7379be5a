"use client";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import type { StreamPlace } from "@/components/stream/use-stream";
import { whatIfQuery } from "@/lib/api/what-if-queries";
import {
  type Change,
  changesJson,
  chosenPlace,
  type Insert,
  nextPlace,
  placeOf,
  withChange,
  withoutPlace,
} from "./changes";
import { useChanges } from "./use-changes";
import { whatIfParsers } from "./what-if-url";

/** What is being written in the dialog: another form of a stored event, or one that is inserted. */
export type Writing =
  | { readonly kind: "edit"; readonly version: number; readonly change: Extract<Change, { change: "edit" }> | null }
  | { readonly kind: "insert"; readonly after: number; readonly place: number; readonly change: Insert | null };

/** A history that is supposed to be another one: its changes, what is chosen in it, and what it comes to. */
export function useWhatIf(place: StreamPlace) {
  const { stream, version, stateRequest } = place;
  const [url, setUrl] = useQueryStates(whatIfParsers, { history: "replace", throttleMs: 100 });
  const history = useChanges(url.changes, (changes) => void setUrl({ changes }));
  const { changes, setChanges } = history;
  const [writing, setWriting] = useState<Writing | null>(null);
  const body = requestBody(changes, url.draft, stateRequest);
  const result = useQuery({
    ...whatIfQuery(stream.streamId, body),
    enabled: !history.reading && history.error === null,
  });
  const chosen = chosenPlace(url.event, { version, last: stream.version }, changes);
  const choose = (event: string) => void setUrl({ event });

  const changeAt = (at: string) => changes.find((change) => placeOf(change) === at);
  /** Leaves a stored event out, or takes it in again; what is inserted is taken away. */
  const leaveOut = (at: string) => {
    const change = changeAt(at);
    if (at === "0") return;
    if (change?.change === "insert" || change?.change === "leave-out") setChanges(withoutPlace(changes, at));
    else setChanges(withChange(changes, { change: "leave-out", version: Number(at) }));
    if (change?.change === "insert") choose(String(change.after === 0 ? 1 : change.after));
  };
  const edit = (at: string) => {
    const change = changeAt(at);
    if (at === "0") return;
    if (change?.change === "insert") {
      setWriting({ kind: "insert", after: change.after, place: change.place, change });
    } else setWriting({ kind: "edit", version: Number(at), change: change?.change === "edit" ? change : null });
  };
  const insert = (at: string) => {
    const after = Math.floor(Number(at));
    setWriting({ kind: "insert", after, place: nextPlace(changes, after), change: null });
  };
  return {
    ...history,
    url,
    setUrl,
    chosen,
    choose,
    changeAt,
    leaveOut,
    edit,
    insert,
    writing,
    stopWriting: () => setWriting(null),
    write: (change: Change) => {
      setChanges(withChange(changes, change));
      choose(placeOf(change));
      setWriting(null);
    },
    restore: (at: string) => setChanges(withoutPlace(changes, at)),
    reset: () => setChanges([]),
    result,
  };
}

export type WhatIfPlace = ReturnType<typeof useWhatIf>;

function requestBody(changes: readonly Change[], draft: string | null, point: StreamPlace["stateRequest"]): string {
  const rest = JSON.stringify({ ...point, ...(draft === null ? {} : { draft }) });
  return `${rest.slice(0, -1)}${rest === "{}" ? "" : ","}"changes":${changesJson(changes)}}`;
}
