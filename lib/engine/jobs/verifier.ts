import { errorWords } from "../error-words";
import { UpcastFailedError } from "../errors";
import type { StoredEvent } from "../events";
import { applyUpcaster, isList } from "../evolution/apply-upcaster";
import { compileChain, type UpcasterChain } from "../evolution/chain";
import { declarativeUpcaster, type UpcasterDefinition } from "../evolution/declarative-upcaster";
import { type EventSchema, schemaName, type Upcaster } from "../evolution/upcaster";
import { errorGroup } from "../projections/error-group";
import { type Finding, type FindingFacts, findingOf } from "./findings";
import { lostDigits } from "./lost-digits";
import { sameJson } from "./same-json";

/** Says where an event does not fit the schema published for it, and why; `null`: it fits. */
export type OutputCheck = (event: StoredEvent) => { readonly path: string; readonly message: string } | null;

/** The check that events of a schema have to pass; `null` where nothing is published for it. */
export type OutputChecks = (schema: EventSchema) => OutputCheck | null;

export interface VerifierOptions {
  readonly definition: UpcasterDefinition;
  /** The one that is active, without the draft. */
  readonly chain: UpcasterChain;
  readonly schema: OutputChecks;
}

export type VerificationOutcome = "converted" | "unchanged" | "dropped" | "failed";

/** What became of one stored event. */
export interface VerifiedEvent {
  readonly outcome: VerificationOutcome;
  readonly made: readonly EventSchema[];
  /** At most one of each kind. */
  readonly findings: readonly Finding[];
}

/** A draft ready to be tried on stored events. */
export interface Verifier {
  /** The stored schemas whose events come to the draft. */
  readonly sources: readonly EventSchema[];
  /** Those that such events pass, the draft among them. */
  readonly upcasters: readonly Upcaster[];
  verify(event: StoredEvent): VerifiedEvent;
}

/** Compiles a draft into the active chain; throws an UpcasterChainError when it does not fit in. */
export function verifier({ definition, chain, schema }: VerifierOptions): Verifier {
  const draft = declarativeUpcaster(definition);
  const whole = compileChain([...chain.upcasters.filter(({ id }) => id !== draft.id), draft]);
  const check = memoized(schema);

  function verify(event: StoredEvent): VerifiedEvent {
    try {
      const inputs = comesToDraft(event) ? [event] : chain.upcast(event).filter(comesToDraft);
      return verifyInputs(event, inputs);
    } catch (error) {
      if (!(error instanceof UpcastFailedError)) throw error;
      return { outcome: "failed", made: [], findings: [findingOf(event, failureFacts(error, draft, whole))] };
    }
  }

  const comesToDraft = ({ type, schemaVersion }: EventSchema) =>
    type === draft.from.type && schemaVersion === draft.from.schemaVersion;

  function verifyInputs(event: StoredEvent, inputs: readonly StoredEvent[]): VerifiedEvent {
    const made: StoredEvent[] = [];
    const findings = new Map<string, Finding>();
    let changed = false;
    for (const input of inputs) {
      const results = listOf(applyUpcaster(draft, input));
      changed ||= results.length !== 1 || results.some((result) => !isSame(input, result));
      for (const result of results) {
        made.push(result);
        const misfit = check(result)?.(result) ?? null;
        if (misfit !== null) findings.set("misfit", findingOf(event, misfitFacts(result, misfit)));
        // What the upcasters after it make of it: a draft that lets them fail is not fit to go live.
        if (!whole.isIdentityFor(result.type, result.schemaVersion)) whole.upcast(result);
      }
      const lost = lostDigits(draft, input, results);
      if (lost !== null) findings.set("precision", findingOf(event, lost));
    }
    const outcome = !changed ? "unchanged" : made.length === 0 ? "dropped" : "converted";
    return { outcome, made, findings: [...findings.values()] };
  }

  const sources = verifiedSchemas(chain, draft.from);
  return { sources, upcasters: whole.upcastersOf(sources.map(({ type }) => type)), verify };
}

/** The stored schemas whose events the chain reads as this one, itself included. */
export function verifiedSchemas(chain: UpcasterChain, schema: EventSchema): EventSchema[] {
  const sources = new Map([[schemaName(schema), schema]]);
  for (let known = 0; known < sources.size; ) {
    known = sources.size;
    for (const { from, makes } of chain.upcasters) {
      if (makes.some((made) => sources.has(schemaName(made)))) sources.set(schemaName(from), from);
    }
  }
  return [...sources.values()];
}

function listOf(made: StoredEvent | readonly StoredEvent[]): readonly StoredEvent[] {
  return isList(made) ? made : [made];
}

function isSame(input: StoredEvent, made: StoredEvent): boolean {
  return input.type === made.type && sameJson(input.data, made.data);
}

function failureFacts(error: UpcastFailedError, draft: Upcaster, whole: UpcasterChain): FindingFacts {
  const cause = error.cause instanceof Error ? error.cause : error;
  const { operation } = cause as { readonly operation?: unknown };
  const words = errorWords(cause.cause instanceof Error ? cause.cause : cause);
  const facts = { kind: "failed", path: error.path ?? null, value: error.value ?? null };
  if (error.upcasterId === draft.id) {
    const place = typeof operation === "number" ? operation : null;
    return { ...facts, operation: place, reason: errorGroup(words), message: words };
  }
  const title = whole.upcasters.find(({ id }) => id === error.upcasterId)?.title ?? error.upcasterId;
  const where = `Upcaster "${title}": `;
  return { ...facts, operation: null, reason: `${where}${errorGroup(words)}`, message: `${where}${words}` };
}

function misfitFacts(made: StoredEvent, { path, message }: { path: string; message: string }): FindingFacts {
  const where = `${schemaName(made)} ${path === "" ? "" : `${path} `}`;
  const reason = `${where}${errorGroup(message)}`;
  return { kind: "misfit", operation: null, reason, message: `${where}${message}`, path, value: null };
}

function memoized(schema: OutputChecks): OutputChecks {
  const known = new Map<string, OutputCheck | null>();
  return (of) => {
    const name = schemaName(of);
    let check = known.get(name);
    if (check === undefined) {
      check = schema(of);
      known.set(name, check);
    }
    return check;
  };
}
