import "server-only";
import type { UpcasterChain } from "@/lib/engine";
import { AppError } from "@/lib/errors";
import { currentChain } from "./current-chain";

/** The chain that events are read through today; an AppError while its upcasters contradict each other. */
export async function wholeChain(): Promise<UpcasterChain> {
  const chain = await currentChain();
  if (chain !== null) return chain;
  throw new AppError("Events cannot be read now: the upcasters contradict each other.", { code: "unavailable" });
}
