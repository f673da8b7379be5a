import "server-only";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/engine";
import { type StoreIdentity, StoreIdentitySchema } from "../queries/overview/store-identity";
import { audit } from "./audit";

const SAVE = `
  insert into foldline.settings as s (key, value, updated_by) values ('store', $1, $2)
  on conflict (key) do update set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by
   where s.value <> excluded.value`;

/** Names the store and its environment, as the navigation and the sign-in page show them. */
export async function setStoreIdentity(input: unknown): Promise<StoreIdentity & { readonly changed: boolean }> {
  const operator = await authorize("admin");
  const identity = StoreIdentitySchema.parse(input);
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(SAVE, [JSON.stringify(identity), operator.id]);
    const changed = rowCount === 1;
    if (changed) await audit(operator, { type: "StoreNamed", data: identity }, { client });
    return { ...identity, changed };
  });
}
