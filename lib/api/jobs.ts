import { z } from "zod";
import { EventFailure } from "./event-failure";
import { Instant, Position } from "./route-description";

export const JOB_STATUSES = ["queued", "running", "done", "failed", "cancelled"] as const;

/** Findings of a job that have the same reason. */
export const FindingGroup = z.object({
  kind: z.string().meta({
    description:
      "failed, misfit, precision; of a copy: dropped, split; of a bisection: holds, undecided, unreadable; of a fold: failed, held-back.",
  }),
  reason: z.string().meta({ description: "The same for messages that differ only in ids, numbers and quotes." }),
  operation: z.number().int().nullable().meta({ description: "0-based; null: none of the draft's, or not known." }),
  events: z.number().int(),
  first: z.object({ streamId: z.string(), version: z.number().int(), position: Position }),
});
export type FindingGroup = z.infer<typeof FindingGroup>;

export const JobSample = z.object({
  second: z.number().meta({ description: "Seconds since it started." }),
  eventsDone: z.number(),
  rate: z.number().meta({ description: "Events a second since the sample before." }),
});
export type JobSample = z.infer<typeof JobSample>;

const JobFacts = z.object({
  id: z.uuid(),
  subject: z
    .string()
    .meta({ description: "The upcaster's id, the category copied to, a question's name, or a projection's." }),
  status: z.enum(JOB_STATUSES),
  requestedBy: z.string(),
  requestedAt: Instant,
  reason: z.string().nullable(),
  attempt: z.number().int().meta({ description: "More than 1: another worker took it over." }),
  worker: z.string().nullable(),
  checkpoint: Position.meta({ description: "Everything up to here is done and stored." }),
  upTo: Position.nullable().meta({ description: "The watermark when it began: how far it goes." }),
  eventsTotal: z.number().nullable().meta({ description: "null while they are being counted." }),
  eventsDone: z.number(),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  elapsedMs: z.number().nullable().meta({ description: "From the start to the end, or to now; pauses included." }),
  fraction: z.number(),
  rate: z
    .number()
    .nullable()
    .meta({ description: "Events a second: lately while it runs, over the time at work afterwards." }),
  etaSeconds: z.number().nullable(),
  paused: z.object({ at: Instant, by: z.string(), reason: z.string().nullable() }).nullable(),
  error: EventFailure.nullable(),
});

export const VerificationResult = z.object({
  converted: z.number().int(),
  unchanged: z.number().int(),
  dropped: z.number().int(),
  failed: z.number().int().meta({ description: "By the draft, or by the upcasters before and after it." }),
  misfits: z.number().int().meta({ description: "Converted to what the target's JSON Schema refuses." }),
  precision: z.number().int().meta({ description: "Converted with numbers that lost digits." }),
  made: z.array(z.object({ type: z.string(), schemaVersion: z.number().int(), events: z.number().int() })),
  lastMatching: Position.nullable().meta({ description: "The position of the last event that was tried." }),
  reasons: z.array(FindingGroup),
  elapsedMs: z.number().meta({ description: "At work, without pauses." }),
});
export type VerificationResult = z.infer<typeof VerificationResult>;

export const VerificationJob = JobFacts.extend({
  kind: z.literal("verify-upcaster"),
  params: z.object({
    sample: z.number().int().nullable().meta({ description: "So many events, spread over history; null: all." }),
    fingerprint: z.string(),
    chainHash: z.string(),
  }),
  result: VerificationResult.nullable(),
});
export type VerificationJob = z.infer<typeof VerificationJob>;

export const CopyResult = z.object({
  copied: z.number().int().meta({ description: "Events written." }),
  dropped: z.number().int().meta({ description: "Events that the upcasters pass over: nothing was written for them." }),
  split: z.number().int().meta({ description: "Events for which several were written." }),
  streams: z.number().int().meta({ description: "Streams that were begun." }),
  first: Position.nullable().meta({ description: "The position of the first copy." }),
  last: Position.nullable(),
  reasons: z.array(FindingGroup),
  elapsedMs: z.number(),
});
export type CopyResult = z.infer<typeof CopyResult>;

export const CopyJob = JobFacts.extend({
  kind: z.literal("copy-category"),
  params: z.object({
    from: z.string(),
    to: z.string(),
    chainHash: z.string(),
    after: Position.meta({ description: "What was copied before ends here." }),
  }),
  result: CopyResult.nullable(),
});
export type CopyJob = z.infer<typeof CopyJob>;

export const BisectionResult = z.object({
  streams: z.number().int().meta({ description: "That were looked through." }),
  found: z.number().int().meta({ description: "Of these, in which the condition holds after some event." }),
  undecided: z
    .number()
    .int()
    .meta({ description: "In which it holds after none, and could not be decided after some." }),
  unreadable: z
    .number()
    .int()
    .meta({ description: "With events that could not be read or folded: no state has them." }),
  lastStream: z.string().nullable(),
  reasons: z.array(FindingGroup).meta({ description: "Streams, by the type of the event after which it holds." }),
  elapsedMs: z.number(),
});
export type BisectionResult = z.infer<typeof BisectionResult>;

export const BisectionJob = JobFacts.extend({
  kind: z.literal("bisect-category"),
  params: z.object({
    category: z.string(),
    condition: z.string(),
    reducer: z.object({ name: z.string(), version: z.number().int() }),
    chainHash: z.string(),
    since: Position.meta({ description: "Only where it holds first behind this position; 0: anywhere." }),
  }),
  result: BisectionResult.nullable(),
});
export type BisectionJob = z.infer<typeof BisectionJob>;

/** A point of the log as a whole. */
export const LogPoint = z.union([
  z.object({ position: Position }),
  z.object({ instant: Instant, clock: z.enum(["occurred", "recorded"]) }),
]);
export type LogPoint = z.infer<typeof LogPoint>;

export const FoldResult = z.object({
  rows: z.number().int(),
  last: Position.nullable().meta({ description: "The position of the last event that counts." }),
  leftOut: z.number().int().nullable().meta({
    description: "Events that happened after the instant although they lie before `last`; null: not counted yet.",
  }),
  failed: z.number().int().meta({ description: "Events that could not be read or folded: no row has them." }),
  heldBack: z.number().int().meta({ description: "Later events of the streams that wait behind one that failed." }),
  reasons: z.array(FindingGroup),
  droppedAt: Instant.nullable().meta({ description: "When somebody dropped the rows." }),
  elapsedMs: z.number(),
});
export type FoldResult = z.infer<typeof FoldResult>;

export const FoldJob = JobFacts.extend({
  kind: z.literal("fold-as-of"),
  params: z.object({
    point: LogPoint,
    definitionVersion: z.number().int().meta({ description: "Of the projection, whose name is the subject." }),
    upcasterHash: z.string(),
  }),
  result: FoldResult.nullable(),
});
export type FoldJob = z.infer<typeof FoldJob>;

/** A job without its samples, as lists show it. */
export const Job = z.discriminatedUnion("kind", [VerificationJob, CopyJob, BisectionJob, FoldJob]);
export type Job = z.infer<typeof Job>;

const Samples = { samples: z.array(JobSample) };
export const JobDetail = z.discriminatedUnion("kind", [
  VerificationJob.extend(Samples),
  CopyJob.extend(Samples),
  BisectionJob.extend(Samples).extend({
    outdated: z.string().nullable().meta({ description: "Why it cannot be asked again for what came since; or null." }),
  }),
  FoldJob.extend(Samples),
]);
export type JobDetail = z.infer<typeof JobDetail>;

export const JobList = z.object({ jobs: z.array(Job), at: Instant, liveWorkers: z.number().int() });
export type JobList = z.infer<typeof JobList>;

/** A verification, and whether it still says something about the draft and the chain as they are. */
export const Verification = VerificationJob.extend({
  clean: z.boolean().meta({ description: "It is done, tried every event, and found nothing wrong." }),
  outdated: z.string().nullable().meta({ description: "What has changed since; null: it still holds." }),
});
export type Verification = z.infer<typeof Verification>;

export const VerificationList = z.object({
  verifications: z.array(Verification).meta({ description: "Newest first." }),
  eventsSince: z.number().int().nullable().meta({
    description: "Matching events stored since the newest clean one that still holds; null: there is none.",
  }),
  liveWorkers: z.number().int(),
});
export type VerificationList = z.infer<typeof VerificationList>;

/** An event that a job has something to say about. */
export const Finding = z.object({
  kind: z.string(),
  streamId: z.string(),
  version: z.number().int(),
  position: Position,
  reason: z.string(),
  message: z.string(),
  operation: z.number().int().nullable(),
  path: z.string().nullable(),
  value: z.string().nullable().meta({
    description: "What stands there, as JSON; of kind `holds` the state after the event. Cut at 1,000 letters.",
  }),
});
export type Finding = z.infer<typeof Finding>;

export const FindingPage = z.object({
  findings: z.array(Finding).meta({ description: "By position. So many are kept of a kind as 100,000." }),
  next: z.string().nullable().meta({ description: "The `after` of the page behind it." }),
});
export type FindingPage = z.infer<typeof FindingPage>;
