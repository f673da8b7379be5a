import "server-only";
import type { UpcasterDraft, UpcasterPreview, UpcasterState } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  type ChainProblem,
  checkChain,
  compileChain,
  declarativeUpcaster,
  type StoredEvent,
  type Upcaster,
  UpcasterChainError,
} from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { chainEdges } from "./chain-edges";
import { chainGraph } from "./chain-graph";
import { activeUpcasters, readConsoleUpcasters } from "./console-upcasters";
import { operationProblems } from "./draft-problems";
import { countTypeVersions, type TypeVersionCount } from "./event-type-counts";
import { sampleEvents } from "./sample-events";
import { tryDraft } from "./try-draft";
import { consequencesOf } from "./upcaster-consequences";

const DRAFT_ID = "draft";

/** Runs a draft over stored events and says what activating it would touch. `id`: the stored draft it replaces. */
export async function previewUpcaster(draft: UpcasterDraft, id: string | null = null): Promise<UpcasterPreview> {
  await authorize("viewer");
  const draftId = id ?? DRAFT_ID;
  const [counts, active, stored] = await Promise.all([
    countTypeVersions(pool),
    activeUpcasters(pool, draftId),
    readConsoleUpcasters(pool),
  ]);
  const before = [...code, ...active];
  const invalid = operationProblems(draft.operations);
  const upcaster = declarativeUpcaster({
    ...draft,
    id: draftId,
    operations: invalid.length > 0 ? [] : draft.operations,
  });
  const sources = storedAs(counts, before, upcaster);
  const tried = invalid.length > 0 ? [] : await readFor(sources, before);
  const graph = chainGraph(draft.type, counts, [
    ...chainEdges(
      code,
      stored.filter((each) => each.id !== draftId),
    ).filter((edge) => edge.state === "active"),
    {
      id: draftId,
      title: draft.title,
      source: "console",
      state: stateOf(stored, draftId),
      from: upcaster.from,
      to: upcaster.to,
    },
  ]);
  return {
    events: sources.reduce((sum, count) => sum + count.events, 0),
    ...tryDraft(upcaster, tried),
    invalid,
    chain: { ...graph, problems: problemsOf(before, upcaster, counts).map(({ kind, message }) => ({ kind, message })) },
    ...(await consequencesOf(pool, before, [...before, upcaster])),
  };
}

/** What the chain would suffer from, with the draft in it, that it does not suffer from without. */
export function problemsOf(
  before: readonly Upcaster[],
  draft: Upcaster,
  counts: readonly TypeVersionCount[],
): ChainProblem[] {
  const known = new Set(checkChain(before, counts).map(({ message }) => message));
  const unchanging = draft.from.type === draft.to.type && draft.from.schemaVersion === draft.to.schemaVersion;
  const problems = checkChain([...before, draft], counts).filter(({ message }) => !known.has(message));
  if (!unchanging) return problems;
  return [{ kind: "cycle", message: "it leads from a version to the same version", upcasterIds: [draft.id] }];
}

/** The stored versions whose events reach the draft: those of the version it reads, and older ones upcast to it. */
function storedAs(
  counts: readonly TypeVersionCount[],
  before: readonly Upcaster[],
  draft: Upcaster,
): TypeVersionCount[] {
  const chain = compileOrNull(before);
  const { type, schemaVersion } = draft.from;
  return counts.filter((count) => {
    if (count.type === type && count.schemaVersion === schemaVersion) return true;
    const read = chain?.readAs(count);
    return read?.type === type && read.schemaVersion === schemaVersion;
  });
}

async function readFor(sources: readonly TypeVersionCount[], before: readonly Upcaster[]): Promise<StoredEvent[]> {
  const chain = compileOrNull(before);
  const lists = await Promise.all(sources.map(sampleEvents));
  return lists.flat().flatMap((event): StoredEvent[] => {
    if (chain === null || chain.isIdentityFor(event.type, event.schemaVersion)) return [event];
    const read = chain.tryUpcast(event);
    return read.ok ? [...read.events] : [];
  });
}

function compileOrNull(upcasters: readonly Upcaster[]) {
  try {
    return compileChain(upcasters);
  } catch (error) {
    if (error instanceof UpcasterChainError) return null;
    throw error;
  }
}

// One that was published is tried as a draft too, to show what it does.
function stateOf(stored: Awaited<ReturnType<typeof readConsoleUpcasters>>, id: string): UpcasterState {
  return stored.find((each) => each.id === id)?.state ?? "draft";
}
