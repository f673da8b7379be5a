import type { Verification } from "@/lib/api/jobs";

/** A worker is at it, or will be. */
export function isUnderWay({ status }: Pick<Verification, "status">): boolean {
  return status === "queued" || status === "running";
}
