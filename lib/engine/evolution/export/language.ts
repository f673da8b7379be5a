/** How a programming language writes the values and calls that an expression consists of. */
export interface Language {
  readonly nothing: string;
  int(value: bigint): string;
  double(value: number): string;
  text(value: string): string;
  truth(value: boolean): string;
  list(items: readonly string[]): string;
  /** Of keys and values that are expressions themselves. */
  map(entries: readonly (readonly [key: string, value: string])[]): string;
  /** A function without parameters, or with one. */
  lambda(parameter: string | null, body: string): string;
  /** Calls a function where it is written. */
  bind(parameter: string, value: string, body: string): string;
  choose(condition: string, yes: string, no: string): string;
  not(truth: string): string;
  /** A regular expression that means the same in every language. */
  pattern(source: string): string;
  /** A field of the event itself. */
  eventField(name: string, call: Call): string;
  /** The helper functions' names follow the language's custom. */
  helper(name: string): string;
  /** Whether a variable cannot have this name. */
  isTaken(name: string): boolean;
}

/** Writes a call of a helper function, which the file then has to contain. */
export type Call = (helper: string, ...args: readonly string[]) => string;
