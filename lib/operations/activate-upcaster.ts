import "server-only";
import type pg from "pg";
import { z } from "zod";
import { ActivateRequest, isUnpublished } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { inTurn } from "@/lib/db/in-turn";
import { pool } from "@/lib/db/pool";
import { declarativeUpcaster, inTransaction, lockActiveUpcasters, type Upcaster } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCount, formatCounted } from "@/lib/format/number";
import { countTypeVersions } from "@/lib/queries/event-types/event-type-counts";
import { activeUpcasters, type ConsoleUpcaster, readConsoleUpcaster } from "@/lib/queries/upcasters/console-upcasters";
import { consequencesOf } from "@/lib/queries/upcasters/upcaster-consequences";
import { problemsOf } from "@/lib/queries/upcasters/upcaster-preview";
import { upcasters as code } from "@/lib/store";
import { audit } from "./audit";
import { type ChangedReading, changedReading, readingWords } from "./changed-reading";
import { type CheckedActivation, checkActivation } from "./check-activation";
import { recordUpcasterSet } from "./record-upcaster-set";
import { refuseMistakes } from "./refuse-mistakes";
import { refuseStaleDraft } from "./refuse-stale-draft";
import { unverifyDrafts } from "./unverify-drafts";

const ActivateUpcaster = ActivateRequest.extend({ id: z.string() });

const ACTIVATE = `
update foldline.upcasters set state = 'active', activated_by = $2, activated_at = now(), reason = $3
 where id = $1 and state in ('draft', 'verified')`;

export interface ActivatedUpcaster extends ChangedReading {
  readonly title: string;
  readonly verification: CheckedActivation | null;
  /** What a clean verification lacked, where the reason stands in for it. */
  readonly unverified: string | null;
}

/**
 * Makes events be read through a draft from now on. Refused when the chain would not hold; without a clean verification of
 * every stored event only with a reason.
 */
export async function activateUpcaster(input: unknown): Promise<ActivatedUpcaster> {
  const operator = await authorize("admin");
  const { id, reason, updatedAt } = ActivateUpcaster.parse(input);
  return inTransaction(pool, async (client) => {
    await lockActiveUpcasters(client);
    const draft = await readConsoleUpcaster(client, id, { lock: true });
    refuseUnlessDraft(draft, id);
    refuseStaleDraft(draft, updatedAt);
    refuseMistakes(draft);
    const before = [...code, ...(await activeUpcasters(client))];
    const upcaster = declarativeUpcaster(draft);
    refuseBrokenChain(before, upcaster, await countTypeVersions(client));
    const checked = await checkedOrOverridden(client, { draft, before, reason });
    const reading = changedReading(await consequencesOf(inTurn(client), before, [...before, upcaster]));
    await client.query(ACTIVATE, [draft.id, operator.name, reason || null]);
    await recordUpcasterSet(client, operator, { cause: "activate", upcasterId: draft.id, reason: reason || null });
    await unverifyDrafts(client);
    const { title, type, fromVersion, toType, toVersion } = draft;
    const data = { upcaster: draft.id, title, type, fromVersion, toType, toVersion, ...checked, ...reading };
    await audit(operator, { type: "UpcasterActivated", data, ...(reason ? { reason } : {}) }, { client });
    return { title, ...checked, ...reading };
  });
}

function refuseUnlessDraft(upcaster: ConsoleUpcaster | null, id: string): asserts upcaster is ConsoleUpcaster {
  if (upcaster === null) throw new AppError(`There is no upcaster ${id}.`, { code: "not-found" });
  if (!isUnpublished(upcaster.state)) {
    throw new AppError(`"${upcaster.title}" is ${upcaster.state} already.`, {
      code: "conflict",
      details: { state: upcaster.state },
    });
  }
}

function refuseBrokenChain(before: readonly Upcaster[], draft: Upcaster, counts: Parameters<typeof problemsOf>[2]) {
  const problems = problemsOf(before, draft, counts);
  if (problems.length === 0) return;
  throw new AppError(`The chain would not hold: ${problems.map(({ message }) => message).join("; ")}.`, {
    code: "conflict",
    details: { problems: problems.map(({ kind, message }) => ({ kind, message })) },
  });
}

interface Activation {
  readonly draft: ConsoleUpcaster;
  readonly before: readonly Upcaster[];
  readonly reason: string | undefined;
}

/** A reason stands in for what a clean verification lacks, and both are in the audit. */
async function checkedOrOverridden(
  client: pg.PoolClient,
  { draft, before, reason }: Activation,
): Promise<Pick<ActivatedUpcaster, "verification" | "unverified">> {
  try {
    return { verification: await checkActivation(client, draft, before), unverified: null };
  } catch (error) {
    if (!(error instanceof AppError) || reason === undefined || reason === "") throw error;
    return { verification: null, unverified: error.message };
  }
}

/** What activating did, in words. */
export function activatedMessage({ title, verification, ...reading }: ActivatedUpcaster): string {
  return `"${title}" is active: ${readingWords(reading)} ${verifiedWords(verification)}`;
}

function verifiedWords(verification: CheckedActivation | null): string {
  if (verification === null) return "Without a clean verification, for the reason given.";
  const { events, now } = verification;
  const rest = now === 0 ? "" : `, ${formatCount(now)} of them at activation`;
  return `Verified over ${formatCounted(events, "event")}${rest}.`;
}
