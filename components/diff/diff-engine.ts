"use client";
import { diffSession } from "@/lib/format/diff/diff-session";
import {
  answerDiffRequest,
  type DiffAnswers,
  type DiffCall,
  type DiffReply,
  type DiffRequest,
  type SentRequest,
} from "./diff-messages";

/** Does the work of a comparison, off the page's thread where the browser lets it. */
export interface DiffEngine {
  /** Null: what was asked for is no longer wanted. */
  ask<Call extends DiffCall>(call: Call): Promise<DiffAnswers[Call["call"]]>;
  /** A comparison is being made. */
  isBusy(): boolean;
  /** Gives up whatever it is doing. */
  close(): void;
}

interface Waiting {
  readonly call: DiffCall["call"];
  // Each answer belongs to its request by its number.
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Opens an engine. */
export function openDiffEngine(): DiffEngine {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const receive = (reply: DiffReply) => {
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (request === undefined) return;
    if ("problem" in reply) request.reject(new Error(reply.problem));
    else request.resolve(reply.answer as never);
  };
  const failAll = (message: string) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const { post, end } = openThread(receive, failAll);
  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { call: call.call, resolve, reject });
        post({ ...call, id: lastId });
      }),
    isBusy: () => [...waiting.values()].some(({ call }) => call === "compare"),
    close: () => {
      waiting.clear();
      end();
    },
  };
}

interface Thread {
  post(request: DiffRequest): void;
  end(): void;
}

function openThread(receive: (reply: DiffReply) => void, fail: (message: string) => void): Thread {
  if (typeof Worker === "undefined") {
    const session = diffSession();
    return {
      post: (request) => queueMicrotask(() => receive(answerDiffRequest(session, request))),
      end: () => undefined,
    };
  }
  const worker = new Worker(new URL("./diff-worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<DiffReply>) => receive(data);
  worker.onerror = ({ message }) => fail(message || "The comparison could not be started.");
  return { post: (request) => send(worker, request), end: () => worker.terminate() };
}

/** Large texts are handed over as bytes: copying them would hold the page up. */
function send(worker: Worker, request: DiffRequest): void {
  if (request.call !== "compare") {
    worker.postMessage(request);
    return;
  }
  const encoder = new TextEncoder();
  const [before, after] = [encoder.encode(request.before), encoder.encode(request.after)];
  const sent: SentRequest = { ...request, before, after };
  worker.postMessage(sent, [before.buffer, after.buffer]);
}
