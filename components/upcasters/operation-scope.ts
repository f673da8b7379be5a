import type { CelName } from "@/components/code-editor/cel-names";
import { EVENT_NAMES } from "@/components/code-editor/cel-names";
import type { CodeMark } from "@/components/code-editor/code-mark";
import type { OperationProblem, PreviewScope } from "@/lib/api/upcaster-preview";
import type { TriedDraft } from "@/lib/api/upcasters-queries";
import { type OperationForm, toOperation } from "./operation-form";

/** What the form of one operation knows about it: what there is before it, what is wrong, what it fails on. */
export interface OperationScope {
  readonly scope: PreviewScope | null;
  /** Mistakes and hints, those inside a split included. */
  readonly problems: readonly OperationProblem[];
  readonly failures: readonly OperationProblem[];
  /** Of the events tried, how many it fails on. */
  readonly failed: number;
}

const UNKNOWN: OperationScope = { scope: null, problems: [], failures: [], failed: 0 };

/** What a preview says about the operation at a place; nothing about one that has changed since. */
export function scopeAt(preview: TriedDraft | undefined, operation: number, form: OperationForm): OperationScope {
  if (preview === undefined) return UNKNOWN;
  const at = (problem: { readonly operation: number | null }) => problem.operation === operation;
  const scope = preview.scopes[operation] ?? preview.scopes.at(-1) ?? null;
  const tried = preview.draft.operations[operation];
  if (JSON.stringify(tried) !== JSON.stringify(toOperation(form))) {
    return { ...UNKNOWN, scope: scope === null ? null : { ...scope, touched: null } };
  }
  const failures = preview.examples.flatMap(({ failure }) => (failure !== null && at(failure) ? [failure] : []));
  return {
    scope,
    problems: [...preview.invalid, ...preview.hints].filter(at),
    failures: [...new Map(failures.map((failure) => [failure.message, failure])).values()],
    failed: preview.reasons.filter(at).reduce((sum, { events }) => sum + events, 0),
  };
}

/** What is known inside a split, about one operation of one of its events; null: about the event itself. */
export function scopeInSplit(outer: OperationScope, event: number, operation: number | null): OperationScope {
  const own = (all: readonly OperationProblem[]) =>
    all
      .filter(({ inSplit }) => inSplit?.event === event && inSplit.operation === operation)
      .map((problem) => ({ ...problem, inSplit: null }));
  return {
    scope: outer.scope === null ? null : { ...outer.scope, touched: null, values: null },
    problems: own(outer.problems),
    failures: own(outer.failures),
    failed: 0,
  };
}

/** What an expression can name before an operation. */
export function namesIn(scope: PreviewScope | null): CelName[] {
  const fields = (scope?.paths ?? []).map(({ name, kinds, presence }) => ({
    name,
    kind: kinds.join(" or "),
    presence,
  }));
  return [...fields, ...EVENT_NAMES];
}

/** What is wrong with one expression of an operation, at its place; a failure only where nothing else is wrong. */
export function marksOn({ problems, failures }: OperationScope, field: string, text: string): CodeMark[] {
  const own = problems.filter((problem) => problem.field === field && problem.inSplit === null);
  const said = own.length > 0 ? own : failures.filter((failure) => failure.field === field && failure.inSplit === null);
  return said.map(({ severity, message, from, to, fix }) => ({
    severity,
    message,
    from: from ?? 0,
    to: to ?? text.length,
    ...(fix === null ? {} : { fix }),
  }));
}
