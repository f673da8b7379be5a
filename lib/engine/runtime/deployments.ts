import type { Queryable } from "../events";
import { contentHash } from "../evolution/content-hash";
import type { Upcaster } from "../evolution/upcaster";

/** The code a worker runs, as far as it decides what becomes of events. */
export interface DeployedCode {
  readonly projections: readonly { readonly name: string; readonly version: number; readonly definitionHash: string }[];
  readonly upcasters: readonly Pick<Upcaster, "id" | "fingerprint">[];
  /** Of the program: "4.18.0". */
  readonly release: string;
}

const RECORD = `
insert into foldline.deployments (fingerprint, label)
select $1, case when exists (select 1 from foldline.deployments where label = 'Deploy ' || $2)
                then 'Deploy ' || left($1, 7) else 'Deploy ' || $2 end
on conflict do nothing`;

/** Notes that this code runs from now on, unless a worker has run it before; true when it is new. */
export async function recordDeployment(db: Queryable, code: DeployedCode): Promise<boolean> {
  const { rowCount } = await db.query(RECORD, [fingerprintOf(code), code.release]);
  return rowCount === 1;
}

function fingerprintOf({ projections, upcasters, release }: DeployedCode): string {
  return contentHash({
    projections: projections
      .map(({ name, version, definitionHash }) => `${name}@${version} ${definitionHash}`)
      .toSorted(),
    upcasters: upcasters.map(({ id, fingerprint }) => `${id} ${fingerprint}`).toSorted(),
    release,
  });
}
