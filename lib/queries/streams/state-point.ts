import "server-only";
import type { AsOf } from "@/lib/api/as-of";
import type { StatePoint } from "@/lib/engine";
import { AppError } from "@/lib/errors";

/** A point of history as the engine takes it; an AppError "invalid" when it is given in two ways. */
export function statePoint({ version, position, instant, clock }: AsOf): StatePoint {
  if ([version, position, instant].filter((given) => given !== undefined).length > 1) {
    throw new AppError("Give one of version, position and instant.", { code: "invalid" });
  }
  if (position !== undefined) return { position: BigInt(position) };
  if (instant !== undefined) return { instant: new Date(instant), ...(clock && { clock }) };
  return version === undefined ? {} : { version };
}
