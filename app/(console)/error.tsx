"use client";
import { PageError } from "@/components/layout/page-error";

interface Props {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

export default function ConsoleError({ error, reset }: Props) {
  return <PageError error={error} reset={reset} />;
}
