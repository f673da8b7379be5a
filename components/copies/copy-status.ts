import type { CopyJob } from "@/lib/api/jobs";

/** Whether a worker is at it, or will be. */
export function isUnderWay({ status }: Pick<CopyJob, "status">): boolean {
  return status === "queued" || status === "running";
}

/** The page of one copy. */
export function copyHref(id: string): string {
  return `/upcasters/copies/${id}`;
}
