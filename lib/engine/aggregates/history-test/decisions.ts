import { isDeepStrictEqual } from "node:util";
import type { DecidedEvent, TestedDecider } from "./tested-decider";

/** So many events are looked for as those of one decision. */
export const MOST_DECIDED_AT_ONCE = 20;

/** What a decider says to the command of an event. */
export interface Decision {
  readonly command: unknown;
  /** The events it led to, in history; several where it decides several at once. */
  readonly events: readonly DecidedEvent[];
  /** How today's code decides otherwise, in words; null: it does not. */
  readonly otherwise: string | null;
}

/**
 * Gives a decider the command that the first of these events tells of, in the state before it. Null: no command leads
 * to it.
 */
export function decision(decider: TestedDecider, state: unknown, following: readonly DecidedEvent[]): Decision | null {
  const [first] = following;
  const command = first === undefined ? null : decider.commandOf(first);
  if (first === undefined || command === null) return null;
  try {
    const decided = decider.decide(command, state);
    const events = following.slice(0, Math.max(1, decided.length));
    if (!isDeepStrictEqual(decided, events)) return { command, events: [first], otherwise: instead(decided, first) };
    const again = decider.decide(command, events.reduce(decider.evolve, state));
    if (again.length === 0) return { command, events, otherwise: null };
    return { command, events, otherwise: `given once more, it leads to ${typesOf(again)} again` };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { command, events: [first], otherwise: `it refuses: ${words}` };
  }
}

function instead(decided: readonly DecidedEvent[], expected: DecidedEvent): string {
  if (decided.length === 0) return "it leads to nothing";
  const [only] = decided;
  if (decided.length === 1 && only?.type === expected.type) return `it leads to ${only.type} with other data`;
  return `it leads to ${typesOf(decided)}`;
}

function typesOf(events: readonly DecidedEvent[]): string {
  return events.map(({ type }) => type).join(", ");
}
