import type pg from "pg";
import type { Reducer } from "../aggregates/reducer";
import type { UpcasterChain } from "../evolution/chain";
import type { Upcaster } from "../evolution/upcaster";
import type { Projection } from "../projections/projection";
import type { Job } from "./claim-job";
import type { Finding } from "./findings";

/** What a worker gives to the jobs that it runs. */
export interface JobContext {
  readonly pool: pg.Pool;
  /** The upcasters in code; with the active ones of the console they make the chain. */
  readonly upcasters: readonly Upcaster[];
  readonly chain: () => Promise<UpcasterChain>;
  readonly projections: () => readonly Projection[];
  /** Those that the states of a category can be folded with. */
  readonly reducers: (category: string) => Promise<readonly Reducer[]>;
  readonly worker: { readonly id: string; readonly name: string };
  /** The worker stops and the job is left to another one; or the job at hand was cancelled or taken over. */
  readonly signal: AbortSignal;
  /** The most events of a batch. */
  readonly batchSize: number;
}

/** A job that has begun: it is known how far it goes. */
export interface StartedJob extends Job {
  readonly upTo: bigint;
}

/** How far a job has come, as it is stored. */
export interface JobState {
  readonly checkpoint: bigint;
  readonly eventsDone: number;
  readonly result: unknown;
}

/** What storing a batch came to. */
export interface StoredBatch {
  readonly result: object;
  readonly findings: readonly Finding[];
}

/** Runs `write` in the transaction that moves the checkpoint. */
export type CommitBatch = (write: (client: pg.PoolClient) => Promise<StoredBatch>) => Promise<void>;

/** What a job found in some events, and what is to be stored of it. */
export interface JobBatch {
  /** Everything up to here is done when the batch is stored; the job's `upTo` ends it. */
  readonly checkpoint: bigint;
  readonly events: number;
  /** Commits once; again only after a commit that failed. */
  store(commit: CommitBatch): Promise<void>;
}

/** A job at work. */
export interface JobWork {
  /** How many events it has to do with in all; counted beside the first batches. */
  count(): Promise<number>;
  /** The batch after a state; called again only after that batch is stored. */
  next(state: JobState): Promise<JobBatch>;
  /** In the transaction that ends the job as done. */
  finish?(client: pg.PoolClient, state: JobState): Promise<void>;
}

/** Something that workers can do for an operator over many events. */
export interface JobKind {
  readonly kind: string;
  /** Begins it, or goes on with it on another worker; `reader` is a connection for reading events, its own. */
  open(context: JobContext, job: StartedJob, reader: pg.PoolClient): Promise<JobWork>;
}
