import type { z } from "zod";
import { FindingsQuery, JobId, JobReason, JobsQuery, VerificationRequest } from "./job-requests";
import { FindingPage, JobDetail, JobList, VerificationList } from "./jobs";
import { Message } from "./projections";
import type { RouteDescription } from "./route-description";
import { UpcasterId } from "./upcasters";

/** What an operator does with one job: `POST /api/v1/jobs/{id}/{verb}`. */
function verbRoute(verb: string, summary: string, body?: z.ZodType): RouteDescription {
  return {
    method: "post",
    path: `/api/v1/jobs/{id}/${verb}`,
    tag: "Jobs",
    summary,
    role: "operator",
    params: JobId,
    ...(body === undefined ? {} : { body }),
    response: Message,
    problems: [404, 409],
  };
}

export const jobRoutes: readonly RouteDescription[] = [
  {
    method: "get",
    path: "/api/v1/jobs",
    tag: "Jobs",
    summary: "List verifications of upcasters, copies and bisections of categories, newest first",
    role: "viewer",
    query: JobsQuery,
    response: JobList,
  },
  {
    method: "get",
    path: "/api/v1/jobs/{id}",
    tag: "Jobs",
    summary: "Read a job's progress: rate, estimate, samples, what it found so far",
    role: "viewer",
    params: JobId,
    response: JobDetail,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/jobs/{id}/findings",
    tag: "Jobs",
    summary: "List the events that a job has something to say about, by position",
    role: "viewer",
    params: JobId,
    query: FindingsQuery,
    response: FindingPage,
    problems: [404],
  },
  verbRoute("pause", "Hold a job after the batch that it is at; what it has stored stays", JobReason),
  verbRoute("resume", "Let a paused job go on after the last batch that was stored"),
  verbRoute("cancel", "Stop a job; what it has stored stays", JobReason),
  {
    method: "post",
    path: "/api/v1/upcasters/{id}/verify",
    tag: "Upcasters",
    summary: "Run a draft over all stored events that it matches, or a sample of them; a worker does it",
    role: "operator",
    params: UpcasterId,
    body: VerificationRequest,
    response: JobDetail,
    status: 202,
    problems: [404, 409],
  },
  {
    method: "get",
    path: "/api/v1/upcasters/{id}/verifications",
    tag: "Upcasters",
    summary: "List the verifications of an upcaster, newest first, and which of them still hold",
    role: "viewer",
    params: UpcasterId,
    response: VerificationList,
    problems: [404],
  },
];
