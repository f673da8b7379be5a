"use client";
import { DiffView } from "@/components/diff/diff-view";
import { LoadingRows } from "@/components/layout/loading-rows";
import { QueryError } from "@/components/lists/query-error";
import { formatCount } from "@/lib/format/number";
import { fileSide } from "./file-side";
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
  const retry = () => void Promise.all([before.refetch(), after.refetch()]);
  const failure = error !== null && <QueryError title="The states could not be folded" error={error} onRetry={retry} />;
  if (before.data === undefined || after.data === undefined) {
    return failure || <LoadingRows label="Folding both states" rows={12} />;
  }
  const [one, other] = [fileSide(before.data, a), fileSide(after.data, b)];
  return (
    <>
      {failure}
      <DiffView
        before={one.text}
        after={other.text}
        stale={before.isPlaceholderData || after.isPlaceholderData}
        beforeLabel={`Version ${formatCount(one.version)}`}
        afterLabel={`Version ${formatCount(other.version)}`}
        label="Difference"
      />
    </>
  );
}
