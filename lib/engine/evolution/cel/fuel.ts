import { type ASTNode, EvaluationError } from "@marcbachmann/cel-js";
import { RE2JS } from "re2js";
import { type CelNode, eachNode } from "./nodes";

// Steps that one evaluation may take: enough for lists of a hundred thousand items, well under 100 ms. Counted in
// steps, not in time, so that an event which passes once always passes.
const TANK = 2_000_000;

// What an evaluation costs that takes no step.
const EACH = 10;

let fuel = TANK;
let granted = TANK;
let reserve = Number.POSITIVE_INFINITY;

/** Grants the evaluation that is about to begin its steps, out of what is left where several share them. */
export function refuel(): void {
  spend(EACH);
  granted = Math.min(TANK, reserve);
  fuel = granted;
}

/** Takes steps from those that several evaluations share, for what is done between them. */
export function spend(steps: number): void {
  reserve -= steps + granted - fuel;
  granted = fuel;
  if (reserve < 0) throw new Error("The changes take too many steps on this event.");
}

/** Lets all evaluations within `run` share their steps: many that are cheap one by one may not be so together. */
export function withSharedSteps<Result>(steps: number, run: () => Result): Result {
  reserve = steps;
  granted = fuel;
  try {
    return run();
  } finally {
    reserve = Number.POSITIVE_INFINITY;
  }
}

/** Whether the evaluation used more steps than it may, even where `||` swallowed the error. */
export function ranDry(): boolean {
  return fuel < 0;
}

/** Takes steps from the evaluation at hand. */
export function burn(steps: number): void {
  fuel -= steps;
  if (fuel < 0) throw new Error("The expression takes too many steps on this event.");
}

const BINARY: ReadonlySet<string> = new Set(["+", "in", "==", "!="]);

/**
 * Makes a checked expression count its steps, and gives `matches` a linear-time engine: CEL ends always, but nested
 * loops over a large payload, or text doubled thirty times, would end too late.
 */
export function meter(root: ASTNode): void {
  eachNode(root, instrument);
}

function instrument(node: CelNode): void {
  const { handle } = node;
  if (node.op === "comprehension") {
    meterLoop(node.args as { condition?: (accumulated: unknown) => boolean });
  } else if (handle === undefined) {
    return;
  } else if (BINARY.has(node.op)) {
    node.handle = (left, right, ...rest) => {
      burn(weight(left) + weight(right));
      return handle(left, right, ...rest);
    };
  } else if (node.op === "rcall" && isMatches(node.args)) {
    node.handle = (values) => matches(values as readonly unknown[], node);
  } else if (node.op === "rcall" || node.op === "call") {
    node.handle = (values, ...rest) => {
      for (const value of values as readonly unknown[]) burn(weightOfItems(value));
      return handle(values, ...rest);
    };
  }
}

function meterLoop(loop: { condition?: (accumulated: unknown) => boolean }): void {
  const goesOn = loop.condition;
  loop.condition = (accumulated) => {
    burn(4);
    return goesOn === undefined || goesOn(accumulated);
  };
}

function weight(value: unknown): number {
  if (typeof value === "string") return 1 + (value.length >> 3);
  if (Array.isArray(value)) return 1 + value.length;
  return 1;
}

/** For functions such as `join`, whose cost is that of all the items together. */
function weightOfItems(value: unknown): number {
  return Array.isArray(value) ? value.reduce<number>((sum, item) => sum + weight(item), 1) : weight(value);
}

function isMatches(args: unknown): boolean {
  return Array.isArray(args) && args[0] === "matches";
}

// The time that a pattern takes grows with its program, which counted repetitions make long: `.{1000}`.
const MAX_PROGRAM = 5_000;
/** `null`: a program that is too long, which takes long to find out. */
const patterns = new Map<string, RE2JS | null>();

function matches([text, pattern]: readonly unknown[], { range }: CelNode): boolean {
  if (typeof text !== "string" || typeof pattern !== "string") {
    throw new EvaluationError({ message: "matches compares text with a pattern", range });
  }
  burn(text.length);
  try {
    return linearPattern(pattern).test(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new EvaluationError({ message: `"${pattern}" is no pattern: ${problem}`, range, cause });
  }
}

function linearPattern(pattern: string): RE2JS {
  if (pattern.length > 500) throw new Error("it has more than 500 characters");
  const known = patterns.get(pattern);
  const compiled = known === undefined ? compiledPattern(pattern) : known;
  if (compiled === null) throw new Error("it repeats too much");
  return compiled;
}

function compiledPattern(pattern: string): RE2JS | null {
  const made = RE2JS.compile(pattern);
  const compiled = made.programSize() > MAX_PROGRAM ? null : made;
  if (patterns.size >= 200) patterns.clear();
  patterns.set(pattern, compiled);
  return compiled;
}
