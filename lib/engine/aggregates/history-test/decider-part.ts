import { breathing } from "../../breathing";
import { oneLine } from "../../evolution/export/exported-file";
import { type Decision, decision, MOST_DECIDED_AT_ONCE } from "./decisions";
import { LINE_WIDTH, literal, textLiteral } from "./literal";
import { names } from "./names";
import { type HistoryRequest, type LeftOut, type ReadEvent, readHistory } from "./read-history";
import type { DecidedEvent, TestedDecider } from "./tested-decider";
import type { MaskMisfit } from "./untestable-mask-error";

/** The tests of one stream. */
export interface TestPart {
  readonly lines: readonly string[];
  readonly tests: number;
  /** Where code of today says something else than history, in sentences. */
  readonly otherwise: readonly string[];
  /** What history says and no test expects, in sentences. */
  readonly untested: readonly string[];
  readonly leftOut: readonly LeftOut[];
  readonly misfits: readonly MaskMisfit[];
}

interface PartRequest extends HistoryRequest {
  /** The versions whose events are expected; those before them are given. */
  readonly versions: ReadonlySet<number>;
  /** What `given` of the decider is called. */
  readonly subject: string;
  readonly taken: readonly string[];
  readonly indent: number;
}

/** An event of the history as its decider knows it, with and without masks, and the constant that holds it. */
interface Known {
  readonly version: number;
  readonly event: DecidedEvent;
  readonly plain: DecidedEvent;
  readonly constant: string;
}

/** A test for each decision with a tested event: given the events before it, when its command, then its events. */
export async function deciderPart(decider: TestedDecider, request: PartRequest): Promise<TestPart> {
  const { read, leftOut: unreadable } = await readHistory(request);
  const { known, leftOut, misfits } = knownEvents(decider, read, request);
  const last = Math.max(0, ...request.versions);
  const tests: string[][] = [];
  const [otherwise, untested, maskMisfits]: [string[], string[], MaskMisfit[]] = [[], [], []];
  let [written, used, given] = [0, 0, 0];
  const breathe = breathing();
  for (const { at, first, decided, expected, isMasksDoing } of decisionsIn(decider, known)) {
    await breathe();
    if (first.version > last) break;
    // All that was decided at once is one test, also where only a part of it is wanted.
    if (!expected.some(({ version }) => request.versions.has(version))) continue;
    tests.push(testLines({ request, first, decided, before: known.slice(0, at), expected }));
    const place = `Version ${first.version}, ${first.event.type}`;
    if (decided === null) untested.push(`${place}: no command is known that leads to it, so no test expects it.`);
    else [written, used, given] = [written + 1, at + expected.length, at];
    if (decided?.otherwise == null) continue;
    otherwise.push(`${place}: ${decided.otherwise}.`);
    if (isMasksDoing()) maskMisfits.push({ ...placeOf(request, first), problem: decided.otherwise });
  }
  const isUsed = ({ version }: { readonly version: number }) =>
    version <= Math.max(last, known[used - 1]?.version ?? 0);
  const all = [...unreadable, ...leftOut].filter(isUsed);
  return {
    lines: [
      ...all.map((each) => remarkOn(each, request)),
      ...known.slice(0, used).map((each) => constantOf(each, decider, request)),
      ...historyOf(request, known.slice(0, given)),
      ...tests.flatMap((test) => ["", ...test]),
    ],
    tests: written,
    otherwise,
    untested,
    leftOut: all,
    misfits: [...misfits.filter(isUsed), ...maskMisfits],
  };
}

/** History as its decider sees it: what was decided at once, from the first event on. */
function* decisionsIn(decider: TestedDecider, known: readonly Known[]) {
  let [state, plainState] = [decider.initial, decider.initial];
  for (let at = 0; at < known.length; ) {
    const rest = known.slice(at, at + MOST_DECIDED_AT_ONCE);
    const [first] = rest;
    if (first === undefined) return;
    const events = rest.map(({ event }) => event);
    const decided = decision(decider, state, events);
    const expected = rest.slice(0, decided?.events.length ?? 1);
    const plainBefore = plainState;
    yield { at, first, decided, expected, isMasksDoing: () => decidesSo(decider, plainBefore, rest) };
    for (const { event, plain } of expected) {
      state = decider.evolve(state, event);
      plainState = decider.evolve(plainState, plain);
    }
    at += expected.length;
  }
}

function remarkOn({ version, type, reason }: LeftOut, { indent }: PartRequest): string {
  return `${" ".repeat(indent)}// ${oneLine(`Version ${version}, ${type}, is left out: ${reason}`)}`;
}

function constantOf({ event, constant }: Known, { names: { event: type } }: TestedDecider, { indent }: PartRequest) {
  const name = `${" ".repeat(indent)}const ${constant}: ${type} = `;
  return `${name}${literal(event, { indent, before: name.length, after: 1 })};`;
}

function knownEvents(decider: TestedDecider, read: readonly ReadEvent[], request: PartRequest) {
  const known: Known[] = [];
  const leftOut: LeftOut[] = [];
  const misfits: MaskMisfit[] = [];
  const named = names(request.taken);
  const counts = new Map<string, number>();
  for (const { type } of read) counts.set(type, (counts.get(type) ?? 0) + 1);
  for (const { version, type, dataText, plainText } of read) {
    try {
      const plain = decider.read({ type, data: JSON.parse(plainText) });
      if (plain === null) {
        leftOut.push({ version, type, reason: `the decider of ${decider.category} streams knows no such type.` });
        continue;
      }
      const event = maskedEvent(decider, { type, dataText });
      if (typeof event === "string")
        misfits.push({ ...placeOf(request, { version, event: { type } }), problem: event });
      else known.push({ version, event, plain, constant: named.constant(type, version, counts.get(type) === 1) });
    } catch (error) {
      // What it says may quote what the mask hides.
      const isMasked = request.mask !== null;
      const reason = isMasked ? `the decider of ${decider.category} streams cannot read it.` : firstProblem(error);
      leftOut.push({ version, type, reason });
    }
  }
  return { known, leftOut, misfits };
}

/** The event with pseudonyms in it; in words, why its decider does not take them. */
function maskedEvent(
  decider: TestedDecider,
  { type, dataText }: Pick<ReadEvent, "type" | "dataText">,
): DecidedEvent | string {
  try {
    return decider.read({ type, data: JSON.parse(dataText) }) ?? `"${type}" is not known`;
  } catch (error) {
    return firstProblem(error);
  }
}

/** What a schema said first, with the path; of any other error its message. */
function firstProblem(error: unknown): string {
  const issues = error instanceof Error && "issues" in error && Array.isArray(error.issues) ? error.issues : [];
  const [issue] = issues as { readonly path?: readonly PropertyKey[]; readonly message?: string }[];
  if (issue?.message === undefined) return error instanceof Error ? error.message : String(error);
  return `${["data", ...(issue.path ?? []).map(String)].join(".")}: ${issue.message}`;
}

/** Whether without masks the decider decides what history says. */
function decidesSo(decider: TestedDecider, plainState: unknown, rest: readonly Known[]): boolean {
  const decided = decision(
    decider,
    plainState,
    rest.map(({ plain }) => plain),
  );
  return decided !== null && decided.otherwise === null;
}

function placeOf({ history, mask }: PartRequest, { version, event }: { version: number; event: { type: string } }) {
  return { streamId: mask?.streamId(history.streamId) ?? history.streamId, version, type: event.type };
}

interface TestText {
  readonly request: PartRequest;
  readonly first: Known;
  readonly decided: Decision | null;
  readonly before: readonly Known[];
  readonly expected: readonly Known[];
}

function testLines({ request, first, decided, before, expected }: TestText): string[] {
  const margin = " ".repeat(request.indent);
  const types = expected.map(({ event }) => event.type).join(", ");
  if (decided === null)
    return [`${margin}// ${oneLine(`Version ${first.version}: no command is known that leads to ${types}.`)}`];
  const { command, otherwise } = decided;
  const title = `version ${first.version}: ${commandName(command)} leads to ${types}`;
  const remark =
    otherwise === null ? [] : [`${margin}  // ${oneLine(`Today's code decides otherwise: ${otherwise}.`)}`];
  const expectedNames = expected.map(({ constant }) => constant).join(", ");
  return [
    `${margin}test(${textLiteral(title)}, () => {`,
    ...remark,
    ...chainLines(request, givenNames(request, before), command, expectedNames),
    `${margin}});`,
  ];
}

function chainLines({ subject, indent }: PartRequest, given: string, command: unknown, expected: string): string[] {
  const inner = indent + 2;
  const margin = " ".repeat(inner);
  const open = { indent: inner + 2, before: inner + ".when(".length + 2, after: 1 };
  const whole = `${margin}${subject}(${given}).when(${literal(command, { indent: 0, before: 0, after: 0 })}).leadsTo(${expected});`;
  if (whole.length <= LINE_WIDTH && !whole.includes("\n")) return [whole];
  return [
    `${margin}${subject}(${given})`,
    ...`${margin}  .when(${literal(command, open)})`.split("\n"),
    `${margin}  .leadsTo(${expected});`,
  ];
}

/** The constants that are given, or, where a line cannot hold their names, the part of the list of them all. */
function givenNames(request: PartRequest, before: readonly Known[]): string {
  const list = before.map(({ constant }) => constant).join(", ");
  return isLong(request, list) ? `...history.slice(0, ${before.length})` : list;
}

function historyOf(request: PartRequest, before: readonly Known[]): string[] {
  const list = before.map(({ constant }) => constant);
  if (!isLong(request, list.join(", "))) return [];
  const margin = " ".repeat(request.indent);
  return [`${margin}const history = [`, ...list.map((constant) => `${margin}  ${constant},`), `${margin}];`];
}

function isLong({ subject, indent }: PartRequest, list: string): boolean {
  return indent + 2 + subject.length + list.length + 2 > LINE_WIDTH;
}

function commandName(command: unknown): string {
  const isNamed = typeof command === "object" && command !== null && "type" in command;
  return isNamed ? String(command.type) : "the command";
}
