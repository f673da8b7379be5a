import type pg from "pg";

const KEY = "demo.seed";

/**
 * Fills an empty store with the demo's history on first run; a fill that was interrupted is begun again (its events
 * have fixed ids, so none is stored twice).
 */
export async function fillWithDemo(pool: pg.Pool, fill: () => Promise<void>): Promise<void> {
  const { rows } = await pool.query<{ state: string | null; empty: boolean }>(
    `select (select value ->> 'state' from foldline.settings where key = $1) as state,
            not exists (select from foldline.events) as empty`,
    [KEY],
  );
  const { state = null, empty = false } = rows[0] ?? {};
  if (state === "filled" || (state === null && !empty)) return;
  await note(pool, "filling");
  await fill();
  await note(pool, "filled");
}

async function note(pool: pg.Pool, state: string): Promise<void> {
  await pool.query(
    `insert into foldline.settings (key, value, updated_by) values ($1, jsonb_build_object('state', $2::text), 'foldline')
     on conflict (key) do update set value = excluded.value, updated_at = clock_timestamp()`,
    [KEY, state],
  );
}
