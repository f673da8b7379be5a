import type { UpcasterChain } from "../../evolution/chain";
import { oneLine, pascalCase } from "../../evolution/export/exported-file";
import type { EventMask } from "../../store/interchange/masking/mask-events";
import { streamCategory } from "../../store/stream-name";
import { mergeReducer } from "../merge-reducer";
import type { Reducer } from "../reducer";
import { deciderPart, type TestPart } from "./decider-part";
import { textLiteral } from "./literal";
import type { History } from "./read-history";
import { reducerPart } from "./reducer-part";
import type { TestedDecider, TestedReducer } from "./tested-decider";
import { UntestableMaskError } from "./untestable-mask-error";

/**
 * A stream to be tested: its history from the first event on, and which of its versions history is tested at. Some events
 * more than those show what was decided at once with the last of them.
 */
export interface TestedStream extends History {
  readonly versions: ReadonlySet<number>;
}

export interface HistoryTestRequest {
  readonly streams: readonly TestedStream[];
  readonly chain: UpcasterChain;
  readonly deciders: readonly TestedDecider[];
  readonly reducers: readonly TestedReducer[];
  readonly mask: EventMask | null;
  /** Said at the head of the file: where it is from, what is masked. */
  readonly remarks: readonly string[];
}

/** A test, written out. */
export interface HistoryTest {
  readonly text: string;
  readonly tests: number;
  /** Where it says something else than code of today, or leaves something out, in sentences. */
  readonly notes: readonly string[];
}

const MERGE: TestedReducer = {
  category: null,
  module: "@/lib/engine",
  name: "mergeReducer",
  reducer: mergeReducer as Reducer,
};

/**
 * Writes what happened as tests in TypeScript. Of streams that a decider writes: given the events before, when the
 * command, then the event. Of others: given the events, then the state. Throws an `UntestableMaskError` where masks
 * make of it what no code would take.
 */
export async function writeHistoryTest(request: HistoryTestRequest): Promise<HistoryTest> {
  const isAlone = request.streams.length === 1;
  const written: Written[] = [];
  for (const stream of request.streams) written.push(await writeStream(stream, request, isAlone ? 0 : 2));
  const misfits = written.flatMap(({ part }) => part.misfits);
  if (misfits.length > 0) throw new UntestableMaskError(misfits);
  // A group without a test in it would be an error of its own.
  const tested = written.filter(({ part }) => part.tests > 0);
  const imports = importLines(
    tested.map(({ by }) => by),
    isAlone,
  );
  const subjects = [...new Set(tested.map(({ subject }) => subject))];
  const parts = tested.map(({ part, streamId }) =>
    isAlone ? part.lines : [`describe(${textLiteral(streamId)}, () => {`, ...part.lines, "});"],
  );
  const remarks = request.remarks.map((remark) => `// ${oneLine(remark)}`);
  const blocks = [imports, remarks, subjects, ...parts].filter((block) => block.length > 0);
  return {
    text: `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`,
    tests: written.reduce((sum, { part }) => sum + part.tests, 0),
    notes: written.flatMap(({ part, streamId }) => notesOf(part, isAlone ? "" : `${streamId}: `)),
  };
}

interface Written {
  readonly streamId: string;
  readonly by: TestedDecider | TestedReducer;
  /** What is tested, as a constant. */
  readonly subject: string;
  readonly part: TestPart;
}

async function writeStream(stream: TestedStream, request: HistoryTestRequest, indent: number): Promise<Written> {
  const { chain, mask, deciders, reducers } = request;
  const category = streamCategory(stream.streamId);
  const streamId = mask?.streamId(stream.streamId) ?? stream.streamId;
  const decider = deciders.find((each) => each.category === category);
  if (decider !== undefined) {
    const { initial, evolve, decide, event } = decider.names;
    const subject = constantOf(category);
    const taken = [subject, initial, evolve, decide, event, "test", "describe", "given", "history"];
    const { versions } = stream;
    const part = await deciderPart(decider, { history: stream, versions, chain, mask, subject, taken, indent });
    const line = `const ${subject} = given({ initial: ${initial}, evolve: ${evolve}, decide: ${decide} });`;
    return { streamId, by: decider, subject: line, part };
  }
  const reducer = reducers.find((each) => each.category === category) ?? MERGE;
  const subject = reducer === MERGE ? "merged" : constantOf(category);
  const versions = [...stream.versions].sort((a, b) => a - b);
  const ends = [Math.max(0, (versions[0] ?? 1) - 1), versions.at(-1) ?? 0].filter((version) => version > 0);
  const history = { ...stream, events: stream.events.filter(({ version }) => version <= (versions.at(-1) ?? 0)) };
  const part = await reducerPart(reducer, { history, versions: [...new Set(ends)], chain, mask, subject, indent });
  return { streamId, by: reducer, subject: `const ${subject} = folding(${reducer.name});`, part };
}

function constantOf(category: string): string {
  const pascal = pascalCase(category);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

function importLines(by: readonly (TestedDecider | TestedReducer)[], isAlone: boolean): string[] {
  const deciders = [...new Set(by)].filter((each) => "decide" in each);
  const reducers = [...new Set(by)].filter((each) => "reducer" in each);
  const lines = [
    ...deciders.map(({ module, names: { initial, evolve, decide, event } }) => {
      const values = [initial, evolve, decide].sort(naturally);
      return `import { ${[...values, `type ${event}`].sort((a, b) => naturally(a.replace("type ", ""), b.replace("type ", ""))).join(", ")} } from "${module}";`;
    }),
    ...reducers.map(({ module, name }) => `import { ${name} } from "${module}";`),
    ...(reducers.length > 0 ? ['import { folding } from "@/lib/domain/testing/folding";'] : []),
    ...(deciders.length > 0 ? ['import { given } from "@/lib/domain/testing/given";'] : []),
  ];
  const from = (line: string) => line.slice(line.indexOf(' from "'));
  return [
    `import { ${isAlone ? "test" : "describe, test"} } from "vitest";`,
    ...lines.sort((a, b) => naturally(from(a), from(b))),
  ];
}

function naturally(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

function notesOf({ otherwise, untested, leftOut }: TestPart, prefix: string): string[] {
  return [
    ...otherwise.map(
      (note) => `${prefix}${note} The test expects what history says, so it fails until the code agrees.`,
    ),
    ...untested.map((note) => `${prefix}${note}`),
    ...leftOut.map(({ version, type, reason }) => `${prefix}Version ${version}, ${type}, is left out: ${reason}`),
  ];
}
