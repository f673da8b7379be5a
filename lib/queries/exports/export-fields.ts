import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { HistoryField, HistoryFields, HistoryFormat } from "@/lib/api/history-export";
import { authorize } from "@/lib/auth/authorize";
import { type FieldTally, fieldTally, type StoredEvent, stringifyLossless, type UpcasterChain } from "@/lib/engine";
import { looksPersonal } from "@/lib/format/looks-personal";
import { chain, store } from "@/lib/store";
import { type ExportRequest, findPart, type PartToExport } from "./export-part";

const MOST_EVENTS = 5_000;
const MOST_MS = 3_000;
const PAGE = 100;

/** The fields that occur in the events of an export, by type: those that a mask can name. */
export async function readExportFields(request: ExportRequest, format: HistoryFormat): Promise<HistoryFields> {
  await authorize("viewer");
  const [found, upcasters] = await Promise.all([findPart(request), format === "test" ? chain() : null]);
  const data = new Map<string, FieldTally>();
  const metadata = fieldTally();
  const startedAt = performance.now();
  for await (const events of pagesOf(found)) {
    for (const event of events) {
      metadata.add(stringifyLossless(event.metadata));
      for (const { type, dataText } of readings(event, upcasters)) {
        const tally = data.get(type) ?? fieldTally();
        data.set(type, tally);
        tally.add(dataText);
      }
    }
    // Others are answered between two pages.
    await nextTurn();
    if (metadata.events >= MOST_EVENTS || performance.now() - startedAt > MOST_MS) break;
  }
  const fields = [...data].flatMap(([type, tally]) => fieldsOf(tally, "data", type));
  const about = format === "test" ? [] : fieldsOf(metadata, "metadata", null);
  const cut = [
    ...[...data].flatMap(([type, tally]) => (tally.cut ? [type] : [])),
    ...(format !== "test" && metadata.cut ? [null] : []),
  ];
  return { fields: [...fields, ...about], cut, lookedAt: metadata.events, events: found.events };
}

function readings(
  event: StoredEvent,
  upcasters: UpcasterChain | null,
): readonly Pick<StoredEvent, "type" | "dataText">[] {
  if (upcasters === null) return [event];
  const read = upcasters.tryUpcast(event);
  return read.ok ? read.events : [];
}

function fieldsOf(tally: FieldTally, scope: HistoryField["scope"], type: string | null): HistoryField[] {
  return tally.fields().map(({ path, events, example, whole }) => ({
    ...{ scope, type, path, events, of: tally.events, example },
    // Nobody can tell what an object holds of which no fields are listed.
    personal: whole || looksPersonal(path, example),
  }));
}

async function* pagesOf({ part }: PartToExport): AsyncGenerator<StoredEvent[]> {
  if ("streamId" in part) {
    for (let from = part.from; from <= part.to; from += PAGE)
      yield await store.readStream(part.streamId, { from, to: Math.min(part.to, from + PAGE - 1) });
    return;
  }
  const { correlationId, upTo } = part;
  for (let after = 0n; ; ) {
    const page = await store.readAll({ correlationId }, { after, upTo, limit: PAGE });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.position;
  }
}
