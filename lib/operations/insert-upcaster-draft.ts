import "server-only";
import type { PoolClient } from "pg";
import type { UpcasterDraft } from "@/lib/api/upcasters";
import type { Operator } from "@/lib/auth/operator";
import { audit } from "./audit";

const INSERT = `
insert into foldline.upcasters (title, type, from_version, to_type, to_version, operations, created_by)
values ($1, $2, $3, $4, $5, $6::jsonb, $7) returning id`;

/** Keeps a new draft and says so in the audit, with `facts` about where it came from; returns its id. */
export async function insertUpcasterDraft(
  client: PoolClient,
  operator: Operator,
  draft: UpcasterDraft,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { title, type, fromVersion, toType, toVersion, operations } = draft;
  const values = [title, type, fromVersion, toType, toVersion, JSON.stringify(operations), operator.name];
  const { rows } = await client.query<{ id: string }>(INSERT, values);
  const id = rows[0]?.id ?? "";
  await audit(operator, { type: "UpcasterDrafted", data: { upcaster: id, ...draft, ...facts } }, { client });
  return id;
}
