import { breathing } from "../../breathing";
import { oneLine } from "../../evolution/export/exported-file";
import type { ReadableEvent } from "../../evolution/upcaster";
import { isLossless, parseLossless, stringifyLossless } from "../../json";
import type { TestPart } from "./decider-part";
import { literal, textLiteral } from "./literal";
import { type HistoryRequest, type LeftOut, type ReadEvent, readHistory } from "./read-history";
import type { TestedReducer } from "./tested-decider";
import type { MaskMisfit } from "./untestable-mask-error";

interface PartRequest extends HistoryRequest {
  /** After which versions the state is expected, in their order. */
  readonly versions: readonly number[];
  /** What `folding` of the reducer is called. */
  readonly subject: string;
  readonly indent: number;
}

/** For some versions a test: given the events up to it, then the state that the reducer folds them to. */
export async function reducerPart({ reducer }: TestedReducer, request: PartRequest): Promise<TestPart> {
  const { read, leftOut: unreadable } = await readHistory(request);
  const folded = await fold(reducer, read, request);
  const streamId = request.mask?.streamId(request.history.streamId) ?? request.history.streamId;
  const misfits = folded.misfits.map((misfit): MaskMisfit => ({ streamId, ...misfit }));
  const leftOut = [...unreadable, ...folded.leftOut];
  const margin = " ".repeat(request.indent);
  const remarks = leftOut.map(
    ({ version, type, reason }) => `${margin}// ${oneLine(`Version ${version}, ${type}, is left out: ${reason}`)}`,
  );
  const tests = folded.states.map(({ version, state, given }) =>
    testLines(request, { version, streamId, given: folded.events.slice(0, given), state }),
  );
  return {
    lines: [...remarks, ...tests.flatMap((test, at) => (at === 0 && remarks.length === 0 ? test : ["", ...test]))],
    tests: tests.length,
    otherwise: [],
    untested: [],
    leftOut,
    misfits,
  };
}

interface StateAt {
  readonly version: number;
  /** As JSON. A state may be large: of those in between no text is made. */
  readonly state: string;
  /** So many of the events lead to it. */
  readonly given: number;
}

/** Folds events that have nothing but a type and data, as the test will, to the state after each of these versions. */
async function fold(reducer: TestedReducer["reducer"], read: readonly ReadEvent[], { versions, mask }: PartRequest) {
  const events: ReadEvent[] = [];
  const states: StateAt[] = [];
  const leftOut: LeftOut[] = [];
  const misfits: Omit<MaskMisfit, "streamId">[] = [];
  const own = stateOf(reducer);
  const plain = mask === null ? null : stateOf(reducer);
  const keepBefore = (next: number) => {
    for (const version of versions.slice(states.length).filter((each) => each < next))
      states.push({ version, state: stringifyLossless(own.state()), given: events.length });
  };
  const breathe = breathing();
  for (const event of read) {
    await breathe();
    const { version, type } = event;
    keepBefore(version);
    if (plain !== null && plain.problemWith(event, event.plainText) !== null) {
      // What the reducer said may quote what the mask hides.
      leftOut.push({ version, type, reason: `the reducer ${reducer.name} fails on it.` });
      continue;
    }
    const problem = own.problemWith(event, event.dataText);
    if (problem === null) events.push(event);
    else if (mask === null) leftOut.push({ version, type, reason: problem });
    else misfits.push({ version, type, problem });
  }
  keepBefore(Number.POSITIVE_INFINITY);
  return { events, states, leftOut, misfits };
}

/** A state that goes on with every event that the reducer takes. */
function stateOf(reducer: TestedReducer["reducer"]) {
  let state = reducer.initial;
  return {
    state: () => state,
    /** What the reducer says against an event; null: nothing. */
    problemWith(event: ReadEvent, dataText: string): string | null {
      try {
        state = reducer.evolve(state, bare(event, dataText));
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

const NO_TIME = new Date(0);

/** An event of which only type and data are known, which is all that a test of a reducer says. */
function bare({ type, version }: ReadEvent, dataText: string): ReadableEvent {
  return {
    ...{ streamId: "", version, position: 1n, eventId: "", type, schemaVersion: 1, metadata: {} },
    ...{ data: JSON.parse(dataText), dataText, occurredAt: NO_TIME, recordedAt: NO_TIME },
    stored: { type, schemaVersion: 1 },
  };
}

interface TestText {
  readonly version: number;
  readonly streamId: string;
  readonly given: readonly ReadEvent[];
  readonly state: string;
}

function testLines({ subject, indent }: PartRequest, { version, streamId, given, state }: TestText): string[] {
  const margin = " ".repeat(indent);
  const inner = indent + 2;
  const title = version === 1 ? "version 1 gives" : `versions 1 to ${version} give`;
  const events = given.map(({ type, dataText }) => ({ type, ...dataOf(dataText) }));
  const [method, expected] = isExact(state) ? ["gives", JSON.parse(state)] : ["givesText", state];
  const list = `${margin}  const events = `;
  const call = `${margin}  ${subject}(${given.length === 0 ? "" : "...events"}).${method}(`;
  return [
    `${margin}test(${textLiteral(`${title} the state of ${streamId}`)}, () => {`,
    ...(given.length === 0 ? [] : [`${list}${literal(events, { indent: inner, before: list.length, after: 1 })};`]),
    `${call}${literal(expected, { indent: inner, before: call.length, after: 2 })});`,
    `${margin}});`,
  ];
}

function dataOf(dataText: string): { data: unknown } | { dataText: string } {
  return isExact(dataText) ? { data: JSON.parse(dataText) } : { dataText };
}

/** Whether numbers of JavaScript hold all the digits. */
function isExact(json: string): boolean {
  const holds = (value: unknown): boolean =>
    !isLossless(value) && (typeof value !== "object" || value === null || Object.values(value).every(holds));
  return holds(parseLossless(json));
}
