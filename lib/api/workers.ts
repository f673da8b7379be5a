import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "./fetch";
import type { RouteDescription } from "./route-description";

const Instant = z.iso.datetime({ offset: true });

export const WorkerInfo = z.object({
  id: z.uuid(),
  name: z.string(),
  host: z.string(),
  pid: z.number().int(),
  /** live: it gave a sign of life within 15 s; silent: it did not, and did not say goodbye; stopped: it did. */
  state: z.enum(["live", "silent", "stopped"]),
  startedAt: Instant,
  seenAt: Instant,
  stoppedAt: Instant.nullable(),
  /** Partition leases that it holds now. */
  partitions: z.number().int(),
  /** The rebuilds it works on now. */
  rebuilds: z.array(z.string()),
});
export type WorkerInfo = z.infer<typeof WorkerInfo>;

export const WorkerList = z.object({
  workers: z.array(WorkerInfo),
  /** Partitions of read models that are fed, and how many of them a live worker holds. */
  partitions: z.object({ total: z.number().int(), leased: z.number().int() }),
  at: Instant,
});
export type WorkerList = z.infer<typeof WorkerList>;

/** All workers, every two seconds. */
export const workersQuery = (initialData?: WorkerList) =>
  queryOptions({
    queryKey: ["workers"],
    queryFn: ({ signal }) => fetchJson("/api/v1/workers", WorkerList, { signal }),
    refetchInterval: 2000,
    ...(initialData === undefined ? {} : { initialData }),
  });

export const workerRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/workers",
    tag: "System",
    summary: "List workers of the last day with their leases",
    role: "viewer",
    response: WorkerList,
  },
];
