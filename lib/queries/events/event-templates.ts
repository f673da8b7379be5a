import "server-only";
import type { EventTemplate } from "@/lib/api/event-templates";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import type { EventSchema, Queryable } from "@/lib/engine";
import { upcasters as code } from "@/lib/store";
import { nextSchemaOf } from "../event-schemas/next-schema";
import { catalogueExists } from "../event-types/catalogue-rows";
import { countTypeVersions } from "../event-types/event-type-counts";
import { getStream } from "../streams/stream";
import { activeUpcasters } from "../upcasters/console-upcasters";

const IN_CATEGORY = `
select type, sum(events)::float8 as events from read_models.event_catalogue
 where facet = 'category' and name = $1 group by type`;

const PUBLISHED = `
select type, max(schema_version)::int as "schemaVersion" from foldline.event_schemas
 where published_at is not null and withdrawn_at is null group by type`;

const ORDER = ["stream", "category", "elsewhere"] as const;

/** The types that an event of a stream could have: those of the stream first, then of its category, then all others. */
export async function listEventTemplates(streamId: string): Promise<{ templates: EventTemplate[] }> {
  await authorize("viewer");
  const stream = await getStream(streamId);
  const [counts, category, published, active] = await Promise.all([
    countTypeVersions(pool),
    typesOfCategory(pool, stream.category),
    pool.query<EventSchema>(PUBLISHED),
    activeUpcasters(pool),
  ]);
  const upcasters = [...code, ...active];
  const own = new Set(stream.types.map(({ type }) => type));
  const stored: readonly EventSchema[] = [...counts, ...published.rows];
  const types = [...new Set([...own, ...category, ...stored.map(({ type }) => type).toSorted()])];
  const templates = types.map((type): EventTemplate => {
    const { from } = nextSchemaOf(type, stored, upcasters);
    const newest = stored.filter((schema) => schema.type === type).map(({ schemaVersion }) => schemaVersion);
    return {
      type,
      schemaVersion: from.type === type ? from.schemaVersion : Math.max(1, ...newest),
      where: own.has(type) ? "stream" : category.has(type) ? "category" : "elsewhere",
    };
  });
  return { templates: templates.toSorted((a, b) => ORDER.indexOf(a.where) - ORDER.indexOf(b.where)) };
}

async function typesOfCategory(db: Queryable, category: string): Promise<ReadonlySet<string>> {
  if (!(await catalogueExists(db))) return new Set();
  const { rows } = await db.query<{ type: string; events: number }>(IN_CATEGORY, [category]);
  return new Set(rows.toSorted((a, b) => b.events - a.events).map(({ type }) => type));
}
