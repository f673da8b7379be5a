import "server-only";
import { z } from "zod";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";

export const StoreIdentitySchema = z.object({
  name: z.string().trim().min(1).max(40),
  environment: z.string().trim().max(24),
});

/** What the store is called and which environment it belongs to; an empty environment has no tag. */
export type StoreIdentity = z.infer<typeof StoreIdentitySchema>;

const IDENTITY = `
  select (select value from foldline.settings where key = 'store') as value, current_database() as database`;

/** Shown before anybody has signed in, so it asks for no role: it holds nothing but the two names. */
export async function storeIdentity(): Promise<StoreIdentity> {
  const { rows } = await pool.query<{ value: unknown; database: string }>(IDENTITY);
  const parsed = StoreIdentitySchema.safeParse(rows[0]?.value);
  if (parsed.success) return parsed.data;
  return { name: rows[0]?.database ?? "foldline", environment: env().demo ? "Demo" : "" };
}
