import type pg from "pg";
import { PromotionFailedError } from "./errors";
import { type MakeLiveRequest, makeLive, type Promotion } from "./make-live";

export interface PromotionRequest extends Omit<MakeLiveRequest, "choose"> {
  /** The read-model version to make the one consumers see; it must be ready. */
  readonly version: number;
}

/** Makes a ready read model the one that consumers see; what they saw before is kept, and fed, for a roll back. */
export function promote(pool: pg.Pool, { version, ...request }: PromotionRequest): Promise<Promotion> {
  const { projection } = request;
  return makeLive(pool, {
    ...request,
    async choose(client, versions) {
      const next = versions.find((each) => each.version === version);
      if (next?.state !== "ready") {
        const state = next?.state ?? (await stateOf(client, projection.name, version));
        throw new PromotionFailedError(projection.name, `version ${version} is ${state}, not ready.`);
      }
      // Draining folds by the definition at hand: its rows would be of another meaning, or of other columns.
      if (next.definitionVersion !== projection.version) {
        const built = `version ${version} was built by version ${next.definitionVersion} of the definition`;
        const problem = `${built}, and the code holds ${projection.version}; rebuild it.`;
        throw new PromotionFailedError(projection.name, problem);
      }
      return { version: next, frozen: false };
    },
  });
}

async function stateOf(client: pg.PoolClient, projection: string, version: number): Promise<string> {
  const { rows } = await client.query<{ state: string }>(
    "select state from foldline.read_models where projection = $1 and version = $2",
    [projection, version],
  );
  return rows[0]?.state ?? "unknown";
}
