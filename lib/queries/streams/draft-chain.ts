import "server-only";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { pool } from "@/lib/db/pool";
import { compileChain, declarativeUpcaster, type Upcaster, type UpcasterChain, UpcasterChainError } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { upcasters as code } from "@/lib/store";
import { activeUpcasters, readConsoleUpcaster } from "../upcasters/console-upcasters";
import { operationProblems } from "../upcasters/draft-problems";

/** Upcasters and the chain they make. */
interface Compiled {
  readonly upcasters: readonly Upcaster[];
  readonly chain: UpcasterChain;
}

/** The chain of today, and with a draft in it; `id` is the stored draft that this one stands for. */
export async function chainsWithDraft(
  draft: UpcasterDraft,
  id: string | null,
): Promise<{ readonly without: Compiled; readonly with: Compiled }> {
  const [problem] = operationProblems(draft);
  if (problem !== undefined) throw new AppError(problem.message, { code: "invalid", details: { problem } });
  const without = [...code, ...(await activeUpcasters(pool, id))];
  const upcaster = declarativeUpcaster({ ...draft, id: id ?? "draft" });
  return { without: compiled(without), with: compiled([...without, upcaster]) };
}

/** The chain of today with a stored draft in it; an AppError where there is no such draft, or it does not fit in. */
export async function chainWithStoredDraft(id: string): Promise<UpcasterChain> {
  const stored = await readConsoleUpcaster(pool, id);
  if (stored === null) throw new AppError(`There is no upcaster ${id}.`, { code: "not-found", details: { id } });
  if (stored.state === "active") {
    throw new AppError(`The upcaster "${stored.title}" is active: events are read with it already.`, {
      code: "conflict",
      details: { id, state: stored.state },
    });
  }
  return (await chainsWithDraft({ ...stored, operations: [...stored.operations] }, id)).with.chain;
}

function compiled(upcasters: readonly Upcaster[]): Compiled {
  try {
    return { upcasters, chain: compileChain(upcasters) };
  } catch (error) {
    if (!(error instanceof UpcasterChainError)) throw error;
    throw new AppError(error.message, { code: "conflict", cause: error });
  }
}
