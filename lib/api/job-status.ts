import type { Job } from "./jobs";

/** Whether a worker is at a job, or will be. */
export function isUnderWay({ status }: Pick<Job, "status">): boolean {
  return status === "queued" || status === "running";
}
