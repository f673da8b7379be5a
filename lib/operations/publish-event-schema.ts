import "server-only";
import { EventSchemaName, PublishRequest } from "@/lib/api/event-schemas";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { isPublished, readEventSchemaRows } from "@/lib/queries/event-schemas/event-schema-rows";
import { schemaProblems } from "@/lib/queries/event-schemas/schema-problems";
import { audit } from "./audit";
import { draftOf, subjectName } from "./event-schema-subject";
import { refuseStaleDraft } from "./refuse-stale-draft";
import { WITHDRAW } from "./withdraw-event-schema";

const Publish = EventSchemaName.extend(PublishRequest.shape);

const PUBLISH = `
update foldline.event_schemas set published_by = $2, published_at = clock_timestamp(), updated_at = clock_timestamp()
 where id = $1`;

export interface PublishedSchemaOutcome {
  readonly name: string;
  /** The one that was published before refused appends; this one does not yet. */
  readonly replacedRefusing: boolean;
}

/**
 * Publishes the draft: it never changes any more, and workers check the stored events against it. With a reason it takes
 * the place of the one that is published now. No append is refused by it before somebody says so.
 */
export async function publishEventSchema(input: unknown): Promise<PublishedSchemaOutcome> {
  const operator = await authorize("admin");
  const { type, version, updatedAt, reason } = Publish.parse(input);
  const name = subjectName({ type, version });
  return inTransaction(pool, async (client) => {
    const rows = await readEventSchemaRows(client, type, version, { lock: true });
    const draft = draftOf(rows, { type, version });
    refuseStaleDraft(draft, updatedAt);
    const problems = schemaProblems(draft.schema);
    if (problems[0] !== undefined) {
      const { path, message } = problems[0];
      throw new AppError(`The draft cannot be used: ${path === "" ? "it" : path} ${message}`, {
        code: "invalid",
        details: { problems },
      });
    }
    const before = rows.find(isPublished);
    if (before !== undefined) {
      if (reason === undefined || reason === "") {
        throw new AppError(`${name} has a published schema already. Say why the draft replaces it.`, {
          code: "conflict",
        });
      }
      await client.query(WITHDRAW, [before.id, operator.name, reason]);
    }
    await client.query(PUBLISH, [draft.id, operator.name]);
    const data = { type, version, schema: draft.schema, replaces: before?.id ?? null };
    await audit(operator, { type: "EventSchemaPublished", data, ...(reason ? { reason } : {}) }, { client });
    return { name, replacedRefusing: before?.refuses ?? false };
  });
}

/** What publishing did, in words. */
export function publishedSchemaMessage({ name, replacedRefusing }: PublishedSchemaOutcome): string {
  const refusing = replacedRefusing ? " Appends are no longer refused, as they were by the one before." : "";
  return `The schema of ${name} is published. Its stored events are being checked.${refusing}`;
}
