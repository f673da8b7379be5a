import "server-only";
import type { Consequences } from "@/lib/api/upcaster-consequences";
import type { UpcasterDetail } from "@/lib/api/upcasters";
import { authorize } from "@/lib/auth/authorize";
import { pool } from "@/lib/db/pool";
import { upcasters as code } from "@/lib/store";
import { chainEdges } from "../event-types/chain-edges";
import { type ChainGraph, chainGraph } from "../event-types/chain-graph";
import { countTypeVersions } from "../event-types/event-type-counts";
import { readConsoleUpcaster, readConsoleUpcasters } from "./console-upcasters";
import { retirementConsequences } from "./retirement-consequences";

/** The chain that a type is part of, drafts included. */
export async function readUpcasterChain(type: string): Promise<ChainGraph> {
  await authorize("viewer");
  const [counts, stored] = await Promise.all([countTypeVersions(pool), readConsoleUpcasters(pool)]);
  return chainGraph(type, counts, chainEdges(code, stored));
}

/** What retiring an upcaster would touch; `null` for one that is not active. */
export async function readRetirement(upcaster: UpcasterDetail): Promise<Consequences | null> {
  await authorize("viewer");
  const stored = upcaster.state === "active" ? await readConsoleUpcaster(pool, upcaster.id) : null;
  return stored === null ? null : retirementConsequences(pool, stored);
}
