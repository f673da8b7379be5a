import type pg from "pg";
import type { UpcasterChain } from "../evolution/chain";
import { loadProjections, newestDefinitions } from "../projections/load-projections";
import type { Projection } from "../projections/projection";
import { registerProjections } from "../projections/register";

/** The projections that a worker runs: those of its code, and those of the console as they are published. */
export interface KnownProjections {
  /** Of several definition versions of one name, the newest comes first. */
  readonly current: () => readonly Projection[];
  /** Looks what the console has published since, registers it, and says whether anything changed. */
  readonly refresh: () => Promise<boolean>;
}

interface KnownOptions {
  readonly pool: pg.Pool;
  readonly code: readonly Projection[];
  readonly chain: () => Promise<UpcasterChain>;
  readonly onError: (error: unknown, where: string) => void;
}

/** Registers the code's projections, which must succeed, and the console's, of which a bad one is only reported. */
export async function knownProjections({ pool, code, chain, onError }: KnownOptions): Promise<KnownProjections> {
  const registered = new Set<string>();
  const reported = new Set<string>();
  let projections = code;
  let seen: unknown;

  function report(error: unknown, name: string): void {
    const message = error instanceof Error ? error.message : String(error);
    if (reported.has(`${name}: ${message}`)) return;
    reported.add(`${name}: ${message}`);
    onError(error, `projection ${name}`);
  }

  async function register(projection: Projection): Promise<boolean> {
    const key = `${projection.name}@${projection.definitionHash}`;
    if (registered.has(key)) return true;
    try {
      await registerProjections(pool, [projection], await chain());
      registered.add(key);
      return true;
    } catch (error) {
      report(error, projection.name);
      return false;
    }
  }

  async function refresh(): Promise<boolean> {
    const loaded = await loadProjections(pool, code);
    if (loaded === seen) return false;
    for (const { name, message } of loaded.problems) report(new Error(message), name);
    const failed: string[] = [];
    for (const projection of newestDefinitions(loaded.projections)) {
      if (projection.source === "console" && !(await register(projection))) failed.push(projection.name);
    }
    const before = projections;
    projections = loaded.projections.filter(({ name }) => !failed.includes(name));
    seen = failed.length === 0 ? loaded : undefined;
    return before.length !== projections.length || projections.some((each, index) => each !== before[index]);
  }

  await registerProjections(pool, code, await chain());
  await refresh();
  return { current: () => projections, refresh };
}
