import "server-only";
import { type UpcasterChain, UpcasterChainError } from "@/lib/engine";
import { chain } from "@/lib/store";

/** The chain that events are read through today; `null` while its upcasters contradict each other. */
export async function currentChain(): Promise<UpcasterChain | null> {
  try {
    return await chain();
  } catch (error) {
    if (error instanceof UpcasterChainError) return null;
    throw error;
  }
}
