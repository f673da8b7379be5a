import { unstable_rethrow } from "next/navigation";
import { ZodError } from "zod";
import { AppError } from "../errors";
import { unstorableInput } from "../unstorable-input";

/** What a form shows after its action ran: what changed, or why nothing did. */
export type ActionState =
  | { readonly ok: true; readonly message: string /** The page of what was made. */; readonly href?: string }
  | { readonly ok: false; readonly message: string; readonly details?: string }
  | null;

/** Awaits an operation and says how it went; an error that nobody foresaw goes on to `error.tsx` and the log. */
export async function toActionState<Result>(
  operation: Promise<Result>,
  message: string | ((result: Result) => string),
): Promise<NonNullable<ActionState>> {
  try {
    const result = await operation;
    return { ok: true, message: typeof message === "string" ? message : message(result) };
  } catch (thrown) {
    unstable_rethrow(thrown);
    const error = unstorableInput(thrown) ?? thrown;
    if (error instanceof AppError) return failure(error.message, error.details);
    if (error instanceof ZodError) return { ok: false, message: zodSentence(error) };
    throw error;
  }
}

function failure(message: string, details: AppError["details"]): NonNullable<ActionState> {
  return details === undefined ? { ok: false, message } : { ok: false, message, details: JSON.stringify(details) };
}

/** The first problem of a refused input, with the field it concerns. */
export function zodSentence(error: ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return "The input was refused.";
  const field = issue.path.join(".");
  return field === "" ? issue.message : `${field}: ${issue.message}`;
}
