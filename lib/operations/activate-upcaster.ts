import "server-only";
import { z } from "zod";
import { isUnpublished } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { declarativeUpcaster, inTransaction } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { activeUpcasters, type ConsoleUpcaster, readConsoleUpcaster } from "@/lib/queries/console-upcasters";
import { operationProblems } from "@/lib/queries/draft-problems";
import { countTypeVersions } from "@/lib/queries/event-type-counts";
import { previewUpcaster, problemsOf } from "@/lib/queries/upcaster-preview";
import { upcasters as code } from "@/lib/store";
import { audit } from "./audit";
import { type ChangedReading, changedReading, readingWords } from "./changed-reading";
import { lockUpcasterSet, recordUpcasterSet } from "./record-upcaster-set";

const ActivateUpcaster = z.object({ id: z.string(), reason: z.string().trim().max(500).optional() });

const ACTIVATE = `
update foldline.upcasters set state = 'active', activated_by = $2, activated_at = now(), reason = $3
 where id = $1 and state in ('draft', 'verified')`;

export interface ActivatedUpcaster extends ChangedReading {
  readonly title: string;
}

/**
 * Makes events be read through a draft from now on. Refused when the chain would not hold; when the draft fails on
 * stored events, only with a reason.
 */
export async function activateUpcaster(input: unknown): Promise<ActivatedUpcaster> {
  const operator = await authorize("admin");
  const { id, reason } = ActivateUpcaster.parse(input);
  const draft = await readConsoleUpcaster(pool, id);
  refuseUnlessDraft(draft, id);
  const invalid = operationProblems(draft.operations);
  if (invalid[0] !== undefined) {
    const place = invalid[0].operation === null ? "" : `Operation ${invalid[0].operation + 1}: `;
    throw new AppError(`${place}${invalid[0].message}`, { code: "invalid", details: { problems: invalid } });
  }
  const preview = await previewUpcaster({ ...draft, operations: [...draft.operations] }, draft.id);
  if (preview.failed > 0 && (reason === undefined || reason === "")) {
    throw new AppError(
      `It fails on ${preview.failed} of ${preview.tried} events tried. Fix it, or say why it may go live.`,
      { code: "conflict", details: { failed: preview.failed, tried: preview.tried } },
    );
  }
  return inTransaction(pool, async (client) => {
    await lockUpcasterSet(client);
    const locked = await readConsoleUpcaster(client, id, { lock: true });
    refuseUnlessDraft(locked, id);
    if (locked.updatedAt.getTime() !== draft.updatedAt.getTime()) {
      throw new AppError("The draft was changed just now. Look at it again.", { code: "conflict" });
    }
    const before = [...code, ...(await activeUpcasters(client))];
    const problems = problemsOf(before, declarativeUpcaster(locked), await countTypeVersions(client));
    if (problems.length > 0) {
      throw new AppError(`The chain would not hold: ${problems.map(({ message }) => message).join("; ")}.`, {
        code: "conflict",
        details: { problems: problems.map(({ kind, message }) => ({ kind, message })) },
      });
    }
    await client.query(ACTIVATE, [locked.id, operator.name, reason || null]);
    await recordUpcasterSet(client, operator, { cause: "activate", upcasterId: locked.id, reason: reason || null });
    const reading = changedReading(preview);
    const { title, type, fromVersion, toType, toVersion } = locked;
    const figures = { tried: preview.tried, failed: preview.failed, events: preview.events, ...reading };
    const data = { upcaster: locked.id, title, type, fromVersion, toType, toVersion, ...figures };
    await audit(operator, { type: "UpcasterActivated", data, ...(reason ? { reason } : {}) }, { client });
    return { title, ...reading };
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

/** What activating did, in words. */
export function activatedMessage({ title, ...reading }: ActivatedUpcaster): string {
  return `"${title}" is active: ${readingWords(reading)}`;
}
