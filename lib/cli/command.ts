/** One file `lib/cli/<command>.ts` exports these three. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `foldline <command> --help` prints. */
  readonly usage: string;
  /** Resolves to the exit code. */
  run(args: string[]): Promise<number>;
}

/** The command line is wrong: the usage is shown and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
