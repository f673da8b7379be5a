import type { UpcasterChain } from "../../evolution/chain";
import { oneLine } from "../../evolution/export/exported-file";
import type { ReadableEvent } from "../../evolution/upcaster";
import { isLossless, parseLossless, stringifyLossless } from "../../json";
import type { EventMask } from "../../store/interchange/masking/mask-events";
import type { TestPart } from "./decider-part";
import { literal, textLiteral } from "./literal";
import { type History, type LeftOut, type ReadEvent, readHistory } from "./read-history";
import type { TestedReducer } from "./tested-decider";
import type { MaskMisfit } from "./untestable-mask-error";

interface PartRequest {
  readonly history: History;
  /** After which versions the state is expected. */
  readonly versions: readonly number[];
  readonly chain: UpcasterChain;
  readonly mask: EventMask | null;
  /** What `folding` of the reducer is called. */
  readonly subject: string;
  readonly indent: number;
}

/** For some versions a test: given the events up to it, then the state that the reducer folds them to. */
export function reducerPart({ reducer }: TestedReducer, request: PartRequest): TestPart {
  const { read, leftOut: unreadable } = readHistory(request.history, request.chain, request.mask);
  const folded = fold(reducer, read);
  const streamId = request.mask?.streamId(request.history.streamId) ?? request.history.streamId;
  const misfits = folded.misfits.map((misfit): MaskMisfit => ({ streamId, ...misfit }));
  const leftOut = [...unreadable, ...folded.leftOut];
  const margin = " ".repeat(request.indent);
  const remarks = leftOut.map(
    ({ version, type, reason }) => `${margin}// ${oneLine(`Version ${version}, ${type}, is left out: ${reason}`)}`,
  );
  const tests = request.versions.map((version) => {
    const given = folded.steps.filter((step) => step.event.version <= version);
    const state = given.at(-1)?.state ?? stringifyLossless(reducer.initial);
    return testLines(request, { version, streamId, given: given.map(({ event }) => event), state });
  });
  return {
    lines: [...remarks, ...tests.flatMap((test, at) => (at === 0 && remarks.length === 0 ? test : ["", ...test]))],
    tests: tests.length,
    otherwise: [],
    leftOut,
    misfits,
  };
}

/** Folds events that have nothing but a type and data, as the test will. */
function fold(reducer: TestedReducer["reducer"], read: readonly ReadEvent[]) {
  const steps: { event: ReadEvent; state: string }[] = [];
  const leftOut: LeftOut[] = [];
  const misfits: Omit<MaskMisfit, "streamId">[] = [];
  let [state, plainState] = [reducer.initial, reducer.initial];
  for (const event of read) {
    const { version, type } = event;
    try {
      plainState = reducer.evolve(plainState, bare(event, event.plainText));
    } catch (error) {
      leftOut.push({ version, type, reason: wordsOf(error) });
      continue;
    }
    try {
      state = reducer.evolve(state, bare(event, event.dataText));
      steps.push({ event, state: stringifyLossless(state) });
    } catch (error) {
      misfits.push({ version, type, problem: wordsOf(error) });
    }
  }
  return { steps, leftOut, misfits };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
