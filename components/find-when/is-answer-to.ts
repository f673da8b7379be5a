import type { BisectionPreflight } from "@/lib/api/bisections";
import type { BisectionQuestion } from "@/lib/api/bisections-queries";

type Answered = Pick<BisectionPreflight, "category" | "condition"> & {
  readonly reducer: Pick<BisectionPreflight["reducer"], "name">;
};

/** Whether what was read is about the question; one without a reducer cannot be told from what was read before it. */
export function isAnswerTo(
  answer: Answered,
  { category, condition, reducer }: BisectionQuestion,
  isOfBefore: boolean,
): boolean {
  if (answer.category !== category || answer.condition !== condition.trim()) return false;
  return reducer === undefined ? !isOfBefore : answer.reducer.name === reducer;
}
