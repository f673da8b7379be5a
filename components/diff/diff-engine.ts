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
  ask<Call extends DiffCall>(call: Call): Promise<DiffAnswers[Call["call"]] | null>;
  /** It has not failed, and makes no comparison now: another one can begin at once. */
  isFree(): boolean;
  /** Gives up whatever it is doing. */
  close(): void;
}

interface Waiting {
  readonly call: DiffCall["call"];
  // Each answer belongs to its request by its number.
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** Opens an engine, on a thread of its own where there are threads. */
export function openDiffEngine(open: OpenThread = openThread): DiffEngine {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let failure: string | null = null;
  const receive = (reply: DiffReply) => {
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (request === undefined) return;
    if ("dropped" in reply) request.resolve(null as never);
    else if ("problem" in reply) request.reject(new Error(reply.problem));
    else request.resolve(reply.answer as never);
  };
  const failAll = (message: string) => {
    failure = message;
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const { post, end } = open(receive, failAll);
  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        if (failure !== null) return reject(new Error(failure));
        lastId += 1;
        waiting.set(lastId, { call: call.call, resolve, reject });
        post({ ...call, id: lastId });
      }),
    isFree: () => failure === null && ![...waiting.values()].some(({ call }) => call === "compare"),
    close: () => {
      for (const { resolve } of waiting.values()) resolve(null as never);
      waiting.clear();
      end();
    },
  };
}

type OpenThread = (receive: (reply: DiffReply) => void, fail: (message: string) => void) => Thread;

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
