import "server-only";
import type { HistoryExport } from "@/lib/api/history-export";
import {
  type EventMask,
  type HistoryTest,
  MOST_DECIDED_AT_ONCE,
  type StoredEvent,
  streamCategory,
  type TestedStream,
  UntestableMaskError,
  writeHistoryTest,
} from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { formatCount } from "@/lib/format/number";
import { chain, store, testedDeciders, testedReducers } from "@/lib/store";
import { writtenReducers } from "../reducers/reducers";
import { unusedMasks } from "./export-mask";
import type { PartToExport } from "./export-part";

const MAX_TESTED = 500;
const MAX_READ = 2_000;
const PAGE = 500;

/** A part of history as a test. An AppError says when it is too long for one, or when masks would make it a lie. */
export async function writeExportTest(
  to: PartToExport,
  mask: EventMask | null,
  wanted: Pick<HistoryExport, "mask" | "rename">,
): Promise<HistoryTest> {
  if (to.events > MAX_TESTED) throw tooLong(`${formatCount(to.events)} events`, MAX_TESTED);
  const [streams, upcasters, written] = await Promise.all([streamsOf(to), chain(), writtenReducers()]);
  const about = "streamId" in to.part ? streamsRemark(to.part, mask) : "the events of one correlation";
  const remarks = [
    `From ${about}, as read on ${new Date().toISOString().slice(0, 10)}. Written by Foldline.`,
    ...(mask === null ? [] : [`Values are pseudonyms in: ${pseudonymsIn(wanted)}.`]),
  ];
  const test = await inWords(() =>
    writeHistoryTest({ streams, chain: upcasters, deciders: testedDeciders, reducers: testedReducers, mask, remarks }),
  );
  if (test.tests === 0) {
    throw new AppError(`There is nothing to test here. ${test.notes.slice(0, 3).join(" ")}`, { code: "invalid" });
  }
  const ofMask = unusedMasks(mask);
  return {
    ...test,
    notes: [...ofMask, ...categoriesOf(to).flatMap((category) => noteOn(category, written)), ...test.notes],
  };
}

function pseudonymsIn({ mask, rename }: Pick<HistoryExport, "mask" | "rename">): string {
  return [...mask, ...(rename.includes("streams") ? ["names of streams"] : [])].join(", ");
}

function streamsRemark(
  { streamId, from, to }: { streamId: string; from: number; to: number },
  mask: EventMask | null,
): string {
  const name = mask?.streamId(streamId) ?? streamId;
  return from === to ? `version ${from} of ${name}` : `versions ${from} to ${to} of ${name}`;
}

function categoriesOf({ streams }: PartToExport): string[] {
  return [...new Set(streams.map(({ streamId }) => streamCategory(streamId)))];
}

/** A reducer that is written in the console is no code that a test could import. */
function noteOn(category: string, written: Awaited<ReturnType<typeof writtenReducers>>): string[] {
  const isKnown = [...testedDeciders, ...testedReducers].some((known) => known.category === category);
  const reducer = written.find((each) => each.category === category);
  if (isKnown || reducer === undefined) return [];
  return [
    `The reducer ${reducer.name} of ${category} streams is not code that a test can import: the test is of the inferred state.`,
  ];
}

async function streamsOf({ part, streams }: PartToExport): Promise<TestedStream[]> {
  const isTested = (event: StoredEvent) =>
    "streamId" in part
      ? event.version >= part.from && event.version <= part.to
      : event.metadata.correlationId === part.correlationId && event.position <= part.upTo;
  const tested: TestedStream[] = [];
  let left = MAX_READ;
  for (const { streamId, last } of streams) {
    if (last > left) throw tooLong(`the events of ${streamId} up to there and those given before them`, MAX_READ);
    left -= last;
    const events = await readUpTo(streamId, last + MOST_DECIDED_AT_ONCE - 1);
    const versions = new Set(events.filter(isTested).map(({ version }) => version));
    tested.push({ streamId, events, versions });
  }
  return tested;
}

/** The events that a test needs: also those before the tested ones, which it gives. */
async function readUpTo(streamId: string, to: number): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let from = 1; from <= to; from += PAGE) {
    const page = await store.readStream(streamId, { from, to: Math.min(to, from + PAGE - 1) });
    events.push(...page);
    if (page.length < PAGE) break;
  }
  return events;
}

function tooLong(what: string, most: number): AppError {
  return new AppError(
    `A test has at most ${formatCount(most)} events, and ${what} are more. Narrow it to fewer versions.`,
    {
      code: "too-large",
    },
  );
}

async function inWords<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof UntestableMaskError)) throw error;
    throw new AppError(error.message, {
      code: "invalid",
      details: { misfits: error.misfits.slice(0, 20) },
      cause: error,
    });
  }
}
