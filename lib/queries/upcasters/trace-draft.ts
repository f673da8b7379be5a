import "server-only";
import type { EventPlace } from "@/lib/api/event-type-shape";
import type { TracedExample } from "@/lib/api/upcaster-preview";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { declarativeUpcaster, publishedOutputChecks, type StoredEvent, traceOperations } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { upcasters as code, store } from "@/lib/store";
import { isStorable } from "../storable";
import { activeUpcasters } from "./console-upcasters";
import { draftInput } from "./draft-input";
import { operationProblems } from "./draft-problems";
import { indented, madeEvent, tryOne } from "./try-draft";

/** Follows one stored event through the operations of a draft. `id`: the stored draft that it replaces. */
export async function traceDraft(draft: UpcasterDraft, place: EventPlace, id: string | null): Promise<TracedExample> {
  await authorize("viewer");
  const stored = await storedAt(place);
  const problem = operationProblems(draft)[0];
  if (problem !== undefined) throw new AppError(problem.message, { code: "invalid", details: { problem } });
  const definition = { ...draft, id: id ?? "draft" };
  const upcaster = declarativeUpcaster(definition);
  const before = [...code, ...(await activeUpcasters(pool, id))];
  const [event] = draftInput(upcaster.from, [], before).read(stored);
  if (event === undefined) {
    const { type, fromVersion } = draft;
    throw new AppError(`${place.streamId} version ${place.version} is not read as ${type} v${fromVersion}.`, {
      code: "not-found",
    });
  }
  const [{ made, failure, elapsedUs }, checks] = [tryOne(upcaster, event), await publishedOutputChecks(pool)];
  return {
    streamId: event.streamId,
    version: event.version,
    position: event.position.toString(),
    before: indented(event.dataText),
    after: made?.map((each) => madeEvent(each, checks)) ?? null,
    failure,
    elapsedUs,
    steps: traceOperations(definition, event).steps.map(({ operation, op, after }) => ({
      operation,
      op,
      after: after === null ? null : indented(after),
    })),
    storedAs: storedAs(stored, event),
  };
}

async function storedAt({ streamId, version }: EventPlace): Promise<StoredEvent> {
  const [event] = isStorable(streamId) ? await store.readStream(streamId, { from: version, to: version }) : [];
  if (event === undefined) throw new AppError(`There is no version ${version} of ${streamId}.`, { code: "not-found" });
  return event;
}

function storedAs({ type, schemaVersion }: StoredEvent, event: StoredEvent): TracedExample["storedAs"] {
  return type === event.type && schemaVersion === event.schemaVersion ? null : { type, schemaVersion };
}
