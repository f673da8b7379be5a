import type { ChainStep } from "./chain-steps";

/** A gap; in use; or a draft, which is not read through yet. `broken` ones keep the chain from being whole. */
export function stepLook({ edge, broken }: ChainStep): "gap" | "broken" | "broken draft" | "draft" | "active" {
  if (edge === null) return "gap";
  const draft = edge.state !== "active";
  if (broken) return draft ? "broken draft" : "broken";
  return draft ? "draft" : "active";
}

/** Where an upcaster is written and how far it is: "in code, active". */
export function stepWords({ edge }: ChainStep): string {
  if (edge === null) return "nothing leads on";
  return `${edge.source === "code" ? "in code" : "console"}, ${edge.state}`;
}
