import { UpcasterChainError } from "../errors";
import type { Queryable } from "../events";
import { compileChain, type UpcasterChain } from "./chain";
import { contentHash } from "./content-hash";
import { declarativeUpcaster, type UpcasterDefinition } from "./declarative-upcaster";
import type { Upcaster } from "./upcaster";

const ACTIVE_UPCASTERS = `
select id, title, type, from_version as "fromVersion", to_type as "toType", to_version as "toVersion", operations
  from foldline.upcasters where state = 'active' order by id`;

const compiled = new WeakMap<readonly Upcaster[], { readonly key: string; readonly chain: UpcasterChain }>();

/** The chain of the upcasters in code and the active ones of the console; compiled again only when these change. */
export async function loadChain(db: Queryable, code: readonly Upcaster[]): Promise<UpcasterChain> {
  const { rows } = await db.query<UpcasterDefinition>(ACTIVE_UPCASTERS);
  const key = contentHash(rows);
  const known = compiled.get(code);
  if (known?.key === key) return known.chain;
  const chain = compileChain([...code, ...rows.map(compile)]);
  compiled.set(code, { key, chain });
  return chain;
}

function compile(definition: UpcasterDefinition): Upcaster {
  try {
    return declarativeUpcaster(definition);
  } catch (error) {
    const problem = `the operations of "${definition.title}" (${definition.id}) cannot be read`;
    throw new UpcasterChainError([problem], { cause: error });
  }
}
