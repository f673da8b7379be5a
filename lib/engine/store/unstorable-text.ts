const LONE_SURROGATE = /\p{Surrogate}/u;

/** What in this text Postgres cannot store, if anything. */
export function unstorablePart(text: string): "a NUL character" | "a lone surrogate" | undefined {
  if (text.includes("\0")) return "a NUL character";
  return LONE_SURROGATE.test(text) ? "a lone surrogate" : undefined;
}
