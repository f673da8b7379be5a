"use client";
import { ErrorState } from "@/components/layout/error-state";
import { ApiError } from "@/lib/api/fetch";

/** What a failed query says in the place of its rows. */
export function QueryError({
  title,
  error,
  onRetry,
}: {
  readonly title: string;
  readonly error: Error;
  readonly onRetry: () => void;
}) {
  const request = error instanceof ApiError ? error.requestId : undefined;
  return (
    <ErrorState
      title={title}
      onRetry={onRetry}
      details={[error.message, request, error.stack].filter(Boolean).join("\n")}
    >
      {error.message}
    </ErrorState>
  );
}
