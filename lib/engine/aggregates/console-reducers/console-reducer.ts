import { withSharedSteps } from "../../evolution/cel/fuel";
import { contentHash } from "../../evolution/content-hash";
import { JsonDraft } from "../../evolution/json-draft";
import type { ReadableEvent } from "../../evolution/upcaster";
import { parseLossless, stringifyLossless } from "../../json";
import { mergeReducer } from "../merge-reducer";
import type { Reducer } from "../reducer";
import { type Compile, compileChange, type Moment, ReducerChangeError, truth } from "./console-reducer-changes";
import type { ConsoleReducerDefinition } from "./console-reducer-definition";
import { fromExact } from "./exact-values";
import { compileReducerExpression } from "./reducer-expression";

// Of all the expressions on one event together: well under half a second.
const MOST_STEPS = 4_000_000;

// Raised when the same expressions come to compute otherwise, so that snapshots know.
const ARITHMETIC = 2;

/** The state of a console reducer: any JSON value within an object. */
type ConsoleState = Readonly<Record<string, unknown>>;

/** A definition that cannot run: one of its expressions is none. */
export class InvalidReducerError extends Error {
  override readonly name = "InvalidReducerError";
  readonly reducer: string;

  constructor(reducer: string, cause: unknown) {
    super(`Reducer "${reducer}" cannot run: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.reducer = reducer;
  }
}

/** Makes a definition of the console a reducer; throws an InvalidReducerError that names the expression at fault. */
export function compileConsoleReducer(definition: ConsoleReducerDefinition, version: number): Reducer<ConsoleState> {
  const { name, category, initial, on, otherwise, snapshotEvery } = definition;
  const handlers = new Map(on.map((each) => [each.type, handlerOf(name, each)]));
  const decisive = { initial: stringifyLossless(initial), on, otherwise, arithmetic: ARITHMETIC };
  return {
    name,
    version,
    category,
    source: "console",
    initial,
    snapshotEvery,
    fingerprint: contentHash(decisive),
    ...(otherwise === "merge" ? {} : { types: on.map(({ type }) => type) }),
    evolve(state, event) {
      const handler = handlers.get(event.type);
      if (handler !== undefined) return handler(state, event);
      return otherwise === "merge" ? mergeReducer.evolve(state, event) : state;
    },
  };
}

function handlerOf(name: string, { type, when, changes }: ConsoleReducerDefinition["on"][number]) {
  const compileAt =
    (change: number | null, path: string): Compile =>
    (text, part) => {
      try {
        return compileReducerExpression(text);
      } catch (error) {
        throw new InvalidReducerError(name, new ReducerChangeError({ type, change, path, part }, error));
      }
    };
  const condition = when ? conditionOf(type, compileAt(null, "")(when, "when")) : null;
  const steps = changes.map((change, index) =>
    compileChange(change, { type, change: index, path: change.path }, compileAt(index, change.path)),
  );
  return (state: ConsoleState, event: ReadableEvent): ConsoleState => {
    const moment = { draft: new JsonDraft(state), data: parseLossless(event.dataText), event };
    return withSharedSteps(MOST_STEPS, () => {
      if (condition !== null && !condition(moment)) return state;
      for (const step of steps) step(moment);
      return moment.draft.root as ConsoleState;
    });
  };
}

function conditionOf(type: string, expression: ReturnType<Compile>): (moment: Moment) => boolean {
  const place = { type, change: null, path: "", part: "when" } as const;
  return truth(({ draft, ...moment }) => {
    try {
      return fromExact(expression.evaluate({ state: draft.root, item: undefined, ...moment }));
    } catch (error) {
      throw new ReducerChangeError(place, error);
    }
  }, place);
}
