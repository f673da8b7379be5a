import type { DiffChoices } from "@/lib/format/diff/diff-rows";
import type { ComparedDiff, DiffSession, RowRange, ShownDiff } from "@/lib/format/diff/diff-session";
import type { DiffRowView } from "@/lib/format/diff/row-view";

interface Calls {
  readonly compare: { readonly before: string; readonly after: string };
  readonly show: { readonly choices: DiffChoices; readonly toggled: readonly string[]; readonly range: RowRange };
  readonly read: { readonly range: RowRange };
}

/** What each call answers. */
export interface DiffAnswers {
  readonly compare: ComparedDiff;
  readonly show: ShownDiff;
  readonly read: readonly DiffRowView[];
}

export type DiffCall = { [Name in keyof Calls]: { readonly call: Name } & Calls[Name] }[keyof Calls];
export type DiffRequest = DiffCall & { readonly id: number };

/** A request as it goes to the worker: texts as bytes in UTF-8. */
export type SentRequest =
  | Exclude<DiffRequest, { readonly call: "compare" }>
  | { readonly call: "compare"; readonly id: number; readonly before: Uint8Array; readonly after: Uint8Array };

/** The request that was sent. */
export function receivedRequest(sent: SentRequest): DiffRequest {
  if (sent.call !== "compare") return sent;
  const decoder = new TextDecoder();
  return { ...sent, before: decoder.decode(sent.before), after: decoder.decode(sent.after) };
}

export type DiffReply =
  | { readonly id: number; readonly answer: DiffAnswers[keyof DiffAnswers] }
  | { readonly id: number; readonly problem: string }
  /** A newer request has made this one needless. */
  | { readonly id: number; readonly dropped: true };

/** Answers a request that is not worked on. */
export function droppedReply({ id }: Pick<DiffRequest, "id">): DiffReply {
  return { id, dropped: true };
}

/** Answers one request to a session; what it throws becomes a sentence. */
export function answerDiffRequest(session: DiffSession, request: DiffRequest): DiffReply {
  const { id } = request;
  try {
    return { id, answer: answerOf(session, request) };
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) };
  }
}

function answerOf(session: DiffSession, request: DiffCall): DiffAnswers[keyof DiffAnswers] {
  if (request.call === "compare") return session.compare(request.before, request.after);
  if (request.call === "show") return session.show(request.choices, request.toggled, request.range);
  return session.read(request.range);
}
