import type { Queryable } from "../events";
import { formatSource } from "../evolution/source/format-source";
import type { Upcaster } from "../evolution/upcaster";

const REGISTER = `
insert into foldline.code_upcasters as c (id, fingerprint, source)
select * from unnest($1::text[], $2::text[], $3::text[])
on conflict (id) do update set fingerprint = excluded.fingerprint, source = excluded.source, registered_at = now()
 where (c.fingerprint, c.source) is distinct from (excluded.fingerprint, excluded.source)`;

/** Keeps the source of the upcasters in code as this worker runs it: the web server's bundle has a minified one. */
export async function registerCodeUpcasters(db: Queryable, upcasters: readonly Upcaster[]): Promise<void> {
  const known = upcasters.filter(({ sourceText }) => sourceText !== undefined);
  await db.query(REGISTER, [
    known.map(({ id }) => id),
    known.map(({ fingerprint }) => fingerprint),
    known.map(({ sourceText }) => readableSource(sourceText ?? "")),
  ]);
}

/** The source on lines again, without what the TypeScript compiler wrote into it: names for stack traces, hints for bundlers. */
export function readableSource(text: string): string {
  const written = text
    .replaceAll(/\/\* ?@__PURE__ ?\*\/ ?/g, "")
    .replaceAll(/__name\(((?:[^()]|\([^()]*\))*), ?"[^"]*"\)/g, "$1");
  return formatSource(written)
    .replaceAll("\0", "\\0")
    .replaceAll(/\p{Surrogate}/gu, "\ufffd");
}
