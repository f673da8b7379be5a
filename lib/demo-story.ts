import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Operator } from "./auth/operator";
import { pool } from "./db/pool";
import { type PublishedUpcaster, tellDemoStory, type WrittenUpcaster } from "./domain/demo-story";
import { upcasters as code } from "./domain/registry";
import { loadChain, requestVerification } from "./engine";
import { audit } from "./operations/audit";
import { insertUpcasterDraft } from "./operations/insert-upcaster-draft";
import { recordUpcasterSet } from "./operations/record-upcaster-set";
import { store } from "./store";

const POLL_MS = 2_000;
const demo: Operator = { id: "demo", name: "Demo shop", email: "", role: "admin" };

const PUBLISH = `
insert into foldline.upcasters
  (id, title, type, from_version, to_type, to_version, operations, state, created_by, activated_by, activated_at)
values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $8, now()) on conflict (id) do nothing`;

const REASON = "The carriers' portal wants it.";

/** Tells what went wrong in the demo shop as soon as the read models of its history are built; then, or when `signal` aborts, it ends. */
export async function startDemoStory(signal: AbortSignal, onError: (error: unknown) => void): Promise<void> {
  while (!signal.aborted) {
    const told = await tellDemoStory({ pool, store, publish, draft }).catch((error: unknown) => {
      onError(error);
      return false;
    });
    if (told) return;
    await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function publish(upcaster: PublishedUpcaster, client: pg.PoolClient): Promise<void> {
  const { id, title, type, fromVersion, toType, toVersion, operations } = upcaster;
  const values = [id, title, type, fromVersion, toType, toVersion, JSON.stringify(operations), demo.name];
  await client.query(PUBLISH, values);
  await recordUpcasterSet(client, demo, { cause: "activate", upcasterId: id, reason: REASON });
  const data = { upcaster: id, title, type, fromVersion, toType, toVersion };
  await audit(demo, { type: "UpcasterActivated", data, reason: REASON }, { client });
}

async function draft(upcaster: WrittenUpcaster, client: pg.PoolClient): Promise<void> {
  const id = await insertUpcasterDraft(client, demo, { ...upcaster, operations: [...upcaster.operations] });
  const chain = await loadChain(client, code);
  await requestVerification(client, { definition: { ...upcaster, id }, chain, requestedBy: demo.name });
}
