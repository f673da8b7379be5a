/** Another job of the same kind is at the same subject, or waits to be. */
export class JobInProgressError extends Error {
  override readonly name = "JobInProgressError";
  readonly jobId: string;
  readonly status: string;

  constructor(jobId: string, status: string, options?: ErrorOptions) {
    super(`Such a job is ${status} already (${jobId}). Wait for it, or cancel it first.`, options);
    this.jobId = jobId;
    this.status = status;
  }
}

/** There is no job of that id. */
export class JobNotFoundError extends Error {
  override readonly name = "JobNotFoundError";
  readonly jobId: string;

  constructor(jobId: string, options?: ErrorOptions) {
    super(`There is no job ${jobId}.`, options);
    this.jobId = jobId;
  }
}

/** The job is over, or not as far as the request needs. */
export class JobStateError extends Error {
  override readonly name = "JobStateError";
  readonly jobId: string;
  readonly status: string;

  constructor(jobId: string, status: string, wanted: string, options?: ErrorOptions) {
    super(`Job ${jobId} is ${status}; only one that is ${wanted} can do that.`, options);
    this.jobId = jobId;
    this.status = status;
  }
}

/** Somebody reads the rows of a fold, and did not come to an end while it was waited for. */
export class FoldInUseError extends Error {
  override readonly name = "FoldInUseError";
  readonly jobId: string;

  constructor(jobId: string, options: ErrorOptions) {
    super(`The rows of fold ${jobId} are being read. Nothing was dropped; try again in a moment.`, options);
    this.jobId = jobId;
  }
}

/** What was asked for cannot be done with the store as it is. */
export class JobUnavailableError extends Error {
  override readonly name = "JobUnavailableError";
}
