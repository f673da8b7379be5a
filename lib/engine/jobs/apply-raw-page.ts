import type pg from "pg";
import type { BatchEvents } from "../projections/batch-events";
import { bisect } from "../projections/bisect";
import { isAboutEvent } from "../projections/failure";
import type { Row } from "../projections/fold";
import type { RawApply } from "../projections/projection";
import { applyRaw } from "../projections/raw-projection";
import { type ParkedPlace, tolerantFold } from "../projections/tolerant-fold";
import type { Finding } from "./findings";
import { foldFinding } from "./fold-findings";
import { type FoldableEvent, type FoldedPage, type FoldTarget, foldable, thrown } from "./fold-page";

/** Gives a page of events to a raw projection's own SQL, in the transaction of the batch; goes on past those that fail. */
export async function applyRawPage(
  client: pg.PoolClient,
  { projection, reading, tableName }: FoldTarget,
  apply: RawApply,
  page: BatchEvents,
  parked: readonly ParkedPlace[],
): Promise<FoldedPage> {
  const fold = tolerantFold(projection, parked);
  const findings: Finding[] = [];
  // Its handlers do nothing: folding only tells what the policy holds back.
  const passes = ({ place, steps }: Pick<FoldableEvent, "place" | "steps">) => {
    const problem = fold.apply(place, steps, new Map<string, Row | null>());
    if (problem !== null) findings.push(foldFinding(place, problem));
    return problem === null;
  };
  const write = (run: readonly FoldableEvent[]) =>
    inSavepoint(client, () => {
      const events = run.flatMap(({ steps }) => steps().map(({ event }) => event));
      return applyRaw(client, apply, tableName, events);
    });
  const isEvents = (error: unknown) => isAboutEvent(error, projection.kind);
  const events = page.rows.map((fields) => foldable(projection, reading, fields));
  for (let left = events.filter(passes); left.length > 0; ) {
    const culprit = await write(left).then(
      () => null,
      (error: unknown) => {
        if (!isEvents(error)) throw error;
        return bisect(left, write, isEvents);
      },
    );
    if (culprit === null) break;
    const { item, error } = culprit;
    passes({ place: item.place, steps: () => thrown(error) });
    left = left.slice(left.indexOf(item) + 1).filter(passes);
  }
  return { added: null, parked: fold.parked, findings };
}

async function inSavepoint(client: pg.PoolClient, work: () => Promise<void>): Promise<void> {
  await client.query("savepoint page");
  try {
    await work();
    await client.query("release savepoint page");
  } catch (error) {
    await client.query("rollback to savepoint page");
    throw error;
  }
}
