import "server-only";
import type { ChainEdge } from "@/lib/api/event-types";
import type { UpcasterPreview } from "@/lib/api/upcaster-preview";
import type { UpcasterDraft, UpcasterState } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import {
  type ChainProblem,
  checkChain,
  declarativeUpcaster,
  publishedOutputChecks,
  type StoredEvent,
  type Upcaster,
} from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { chainEdges } from "../event-types/chain-edges";
import { chainGraph } from "../event-types/chain-graph";
import { countTypeVersions, type TypeVersionCount } from "../event-types/event-type-counts";
import { knownShapes } from "../event-types/shape-groups";
import { activeUpcasters, type ConsoleUpcaster, readConsoleUpcasters } from "./console-upcasters";
import { draftEvents, draftInput, eventsAt } from "./draft-input";
import { operationProblems } from "./draft-problems";
import { draftScopes } from "./draft-scopes";
import { type TrialInput, tryDraft } from "./try-draft";
import { consequencesOf } from "./upcaster-consequences";

const DRAFT_ID = "draft";
const RARE_SHAPES = 20;

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
  const invalid = operationProblems(draft);
  const tried = invalid.length > 0 ? { ...draft, operations: readable(draft) } : draft;
  const upcaster = declarativeUpcaster({ ...tried, id: draftId });
  const input = draftInput(upcaster.from, counts, before);
  const [events, known, checks, consequences] = await Promise.all([
    draftEvents(input),
    knownShapes(draft.type, draft.fromVersion),
    publishedOutputChecks(pool),
    consequencesOf(pool, before, [...before, upcaster]),
  ]);
  const rare = await eventsAt(
    known.slice(0, RARE_SHAPES).flatMap(({ examples }) => examples.slice(0, 1)),
    input,
  );
  const trial = tryDraft(upcaster, invalid.length > 0 ? NOTHING : { events, rare, known, checks });
  return {
    events: input.sources.reduce((sum, count) => sum + count.events, 0),
    ...trial,
    invalid,
    ...draftScopes(tried, eachOnce([...rare, ...events]), draft.operations[tried.operations.length]),
    chain: {
      ...chainGraph(draft.type, counts, [...otherEdges(stored, draftId), ...draftEdges(upcaster, draft, stored)]),
      problems: problemsOf(before, upcaster, counts).map(({ kind, message }) => ({ kind, message })),
    },
    ...consequences,
  };
}

function eachOnce(events: readonly StoredEvent[]): StoredEvent[] {
  return [...new Map(events.map((event) => [event.position, event])).values()];
}

const NOTHING: TrialInput = { events: [], rare: [], known: [], checks: () => null };

/** The operations before the first mistake: what paths there are is known so far. */
function readable(draft: UpcasterDraft): UpcasterDraft["operations"] {
  const first = operationProblems(draft)[0]?.operation ?? 0;
  const operations = draft.operations.slice(0, first);
  return operationProblems({ ...draft, operations }).length > 0 ? [] : operations;
}

function otherEdges(stored: ConsoleUpcaster[], draftId: string): ChainEdge[] {
  const others = stored.filter((each) => each.id !== draftId);
  return chainEdges(code, others).filter((edge) => edge.state === "active");
}

function draftEdges({ id, from, makes }: Upcaster, { title }: UpcasterDraft, stored: ConsoleUpcaster[]): ChainEdge[] {
  return makes.map((to) => ({ id, title, source: "console", state: stateOf(stored, id), from, to }));
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

// One that was published is tried as a draft too, to show what it does.
function stateOf(stored: Awaited<ReturnType<typeof readConsoleUpcasters>>, id: string): UpcasterState {
  return stored.find((each) => each.id === id)?.state ?? "draft";
}
