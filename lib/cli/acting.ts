import { runAs } from "../auth/run-as";

/** Whoever can run a command has the database; the audit names them so. */
const commandLine = { id: "command line", name: "command line", email: "", role: "admin" } as const;

/** Runs an operation for the person at the command line. */
export function asCommandLine<Result>(work: () => Result): Result {
  return runAs(commandLine, work);
}
