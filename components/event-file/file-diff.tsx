"use client";
import { DiffView } from "@/components/diff/diff-view";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { formatCount } from "@/lib/format/number";
import type { OpenFile } from "./open-file";
import { useFileState } from "./use-file-state";

interface FileDiffProps {
  readonly file: OpenFile;
  readonly streamId: string;
  /** 0 is the state before any event. */
  readonly a: number;
  readonly b: number;
}

/** What differs between the states at two versions of the file's stream. */
export function FileDiff({ file, streamId, a, b }: FileDiffProps) {
  const [before, after] = [useFileState(file, streamId, Math.max(1, a)), useFileState(file, streamId, Math.max(1, b))];
  const error = before.error ?? after.error;
  if (error !== null) {
    const retry = () => void Promise.all([before.refetch(), after.refetch()]);
    return <QueryError title="The states could not be folded" error={error} onRetry={retry} />;
  }
  if (before.data === undefined || after.data === undefined)
    return <LoadingRows label="Folding both states" rows={12} />;
  return (
    <DiffView
      before={a === 0 ? before.data.beforeText : before.data.state.stateText}
      after={b === 0 ? after.data.beforeText : after.data.state.stateText}
      beforeLabel={`Version ${formatCount(a)}`}
      afterLabel={`Version ${formatCount(b)}`}
      label="Difference"
    />
  );
}
