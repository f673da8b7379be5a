import "server-only";
import {
  cleanVerification,
  loadChain,
  OperationsSchema,
  type Queryable,
  UpcasterChainError,
  verificationOf,
} from "@/lib/engine";
import { readConsoleUpcasters } from "@/lib/queries/upcasters/console-upcasters";
import { upcasters as code } from "@/lib/store";

const UNVERIFY = `
update foldline.upcasters set state = 'draft', verified_by = null where id = any ($1) and state = 'verified'`;

/** Makes drafts of verified upcasters whose verification was in another chain than the one that is active now. */
export async function unverifyDrafts(db: Queryable): Promise<void> {
  const verified = (await readConsoleUpcasters(db)).filter(({ state }) => state === "verified");
  if (verified.length === 0) return;
  const chain = await loadChain(db, code).catch((error: unknown) => {
    if (error instanceof UpcasterChainError) return null;
    throw error;
  });
  const ids: string[] = [];
  for (const upcaster of verified) {
    const holds =
      chain !== null &&
      OperationsSchema.safeParse(upcaster.operations).success &&
      (await cleanVerification(db, upcaster.id, verificationOf(upcaster, chain))) !== null;
    if (!holds) ids.push(upcaster.id);
  }
  await db.query(UNVERIFY, [ids]);
}
