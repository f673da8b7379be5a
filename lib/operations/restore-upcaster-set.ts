import "server-only";
import type pg from "pg";
import { RestoreRequest } from "@/lib/api/upcaster-sets";
import { authorize } from "@/lib/auth/authorize";
import { inTurn } from "@/lib/db/in-turn";
import { pool } from "@/lib/db/pool";
import { inTransaction, lockActiveUpcasters } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { type RestorePlan, restoreOf } from "@/lib/queries/upcasters/restore-plan";
import { audit } from "./audit";
import { type ChangedReading, changedReading, readingWords } from "./changed-reading";
import { recordUpcasterSet } from "./record-upcaster-set";
import { unverifyDrafts } from "./unverify-drafts";

const BRING_BACK = `
update foldline.upcasters set state = 'active', retired_by = null, retired_at = null, reason = $2
 where id = any ($1) and state = 'retired'`;

const TAKE_OUT = `
update foldline.upcasters set state = 'retired', retired_by = $3, retired_at = now(), reason = $2
 where id = any ($1) and state = 'active'`;

export interface RestoredSet extends ChangedReading {
  /** The set whose upcasters are active. */
  readonly set: number;
  readonly activated: readonly string[];
  readonly retired: readonly string[];
}

/** Makes exactly the upcasters of an earlier set active: of the one before the active set, unless told which. */
export async function restoreUpcasterSet(input: unknown): Promise<RestoredSet> {
  const operator = await authorize("admin");
  const { id, reason } = RestoreRequest.parse(input);
  return inTransaction(pool, async (client) => {
    await lockActiveUpcasters(client);
    const plan = await restoreOf(inTurn(client), id);
    refuseProblems(plan);
    const { set, activates, retires } = plan;
    const reading = changedReading(await plan.consequences());
    const result = { set, activated: activates.map(titleOf), retired: retires.map(titleOf), ...reading };
    if (activates.length + retires.length === 0) return result;
    const why = `Set ${set} came back: ${reason}`;
    await changeStates(client, plan, [why, operator.name]);
    const recorded = await recordUpcasterSet(client, operator, { cause: "restore", restores: set, reason });
    await unverifyDrafts(client);
    const data = { ...result, recordedAs: recorded, activates: activates.map(idOf), retires: retires.map(idOf) };
    await audit(operator, { type: "UpcasterSetRestored", data, reason }, { client });
    return result;
  });
}

async function changeStates(
  client: pg.PoolClient,
  { activates, retires }: RestorePlan,
  [why, by]: readonly [string, string],
): Promise<void> {
  await client.query(TAKE_OUT, [retires.map(idOf), why, by]);
  await client.query(BRING_BACK, [activates.map(idOf), why]);
}

function refuseProblems({ set, problems }: RestorePlan): void {
  if (problems.length === 0) return;
  const words = problems.map(({ message }) => message).join("; ");
  throw new AppError(`Set ${set} cannot come back, the chain would not hold: ${words}. Nothing was changed.`, {
    code: "conflict",
    details: { problems: problems.map(({ kind, message }) => ({ kind, message })) },
  });
}

const titleOf = ({ title }: { readonly title: string }) => title;
const idOf = ({ id }: { readonly id: string }) => id;

/** What rolling back did, in words. */
export function restoredMessage({ set, activated, retired, ...reading }: RestoredSet): string {
  const name = set === 0 ? "The beginning, with no upcaster of the console," : `Set ${set}`;
  if (activated.length + retired.length === 0) return `${name} is what is active already. Nothing was changed.`;
  const changes = [
    ...(activated.length === 0 ? [] : [`${quoted(activated)} active again`]),
    ...(retired.length === 0 ? [] : [`${quoted(retired)} retired`]),
  ];
  return `${name} is back: ${changes.join(", ")}. ${readingWords(reading)}`;
}

function quoted(titles: readonly string[]): string {
  return titles.map((title) => `"${title}"`).join(", ");
}
