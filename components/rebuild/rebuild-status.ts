import type { Rebuild } from "@/lib/api/rebuilds";

/** Whether somebody may still do something about it: it waits, runs, or is ready to be promoted. */
export function isActive({ status }: Pick<Rebuild, "status">): boolean {
  return status === "queued" || status === "running" || status === "ready";
}

/** What it rebuilds, in words: "v7", or "stream fine-A1, in v6". */
export function scopeWords({ scope, scopeOf, version }: Pick<Rebuild, "scope" | "scopeOf" | "version">): string {
  return scope === "whole" ? `v${version}` : `${scope} ${scopeOf}, in v${version}`;
}

/** What going from the version that serves to the one that is kept is called. */
export function rollVerb(target: number, serving: number | null): "Roll back" | "Roll forward" {
  return serving !== null && target > serving ? "Roll forward" : "Roll back";
}

/** The page that shows one run: how it went, or how its rows compare; what matters most of it without `face`. */
export function runHref({ projection, id }: Pick<Rebuild, "projection" | "id">, face?: "run" | "verification"): string {
  const view = face === undefined ? "" : `&view=${face}`;
  return `/projections/${encodeURIComponent(projection)}?tab=rebuild&run=${id}${view}`;
}
