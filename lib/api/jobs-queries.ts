import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiUrl } from "./api-url";
import { fetchJson } from "./fetch";
import type { FindingsQuery } from "./job-requests";
import { isUnderWay } from "./job-status";
import { FindingPage, type Job, JobDetail, JobList, VerificationList } from "./jobs";

const path = (id: string) => `/api/v1/jobs/${encodeURIComponent(id)}`;

/** Polls every second while the job moves, and stops when it is over. */
export const jobQuery = (id: string, initialData?: JobDetail) =>
  queryOptions({
    queryKey: ["job", id],
    queryFn: ({ signal }) => fetchJson(path(id), JobDetail, { signal }),
    refetchInterval: ({ state: { data } }) => (data === undefined || isUnderWay(data) ? 1_000 : false),
    ...(initialData === undefined ? {} : { initialData }),
  });

export const jobsQuery = (kind: Job["kind"], initialData?: JobList) =>
  queryOptions({
    queryKey: ["jobs", kind],
    queryFn: ({ signal }) => fetchJson(apiUrl("/api/v1/jobs", { kind }), JobList, { signal }),
    refetchInterval: 2_000,
    ...(initialData === undefined ? {} : { initialData }),
  });

/** Polls while one of them moves. */
export const verificationsQuery = (upcasterId: string, initialData?: VerificationList) =>
  queryOptions({
    queryKey: ["verifications", upcasterId],
    queryFn: ({ signal }) =>
      fetchJson(`/api/v1/upcasters/${encodeURIComponent(upcasterId)}/verifications`, VerificationList, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.verifications.some(isUnderWay) === true ? 1_000 : 10_000),
    ...(initialData === undefined ? {} : { initialData }),
  });

type FindingsFilter = Pick<FindingsQuery, "kind" | "reason" | "operation">;

/** The events of a job's findings, page after page; `found` tells what there was from what there is. */
export const findingsQuery = (id: string, filter: FindingsFilter, found = 0) =>
  infiniteQueryOptions({
    queryKey: ["job", id, "findings", filter, found],
    queryFn: ({ signal, pageParam }) =>
      fetchJson(apiUrl(`${path(id)}/findings`, { ...filter, after: pageParam }), FindingPage, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
