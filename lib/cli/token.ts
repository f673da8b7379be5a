import { parseArgs } from "node:util";
import { ROLES, RoleSchema } from "../auth/role";
import { createApiToken } from "../operations/create-api-token";
import { revokeApiToken } from "../operations/revoke-api-token";
import { type ApiTokenInfo, listApiTokens } from "../queries/access/api-tokens";
import { asCommandLine } from "./acting";
import { UsageError } from "./command";

export const summary = "make, list and revoke tokens of the HTTP API";
export const usage = `
Usage: npx foldline token --name NAME --role ${ROLES.join("|")} [--expires 90d] [--json]
       npx foldline token list [--json]
       npx foldline token revoke NAME|ID [--json]

Prints a new token once, on stdout; only its hash is kept. --expires takes hours (12h), days (90d) or a date
(2027-01-31). Use it as: curl -H "Authorization: Bearer $TOKEN" http://localhost:3000/api/v1/streams`;

/** Makes, lists or revokes API tokens. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: "string" },
      role: { type: "string" },
      expires: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [verb, subject, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`"${rest.join(" ")}" is one word too many.`);
  if (verb === undefined) return create(values);
  if (verb === "list" && subject === undefined) return list(values.json);
  if (verb === "revoke" && subject !== undefined) return revoke(subject, values.json);
  throw new UsageError(`"${positionals.join(" ")}" is neither \`list\` nor \`revoke NAME\`.`);
}

/** When a token made at `now` with `--expires text` ends. */
export function parseExpiry(text: string, now: Date): Date {
  const span = /^([1-9]\d{0,4})([hd])$/.exec(text);
  const end =
    span === null
      ? new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : Number.NaN)
      : new Date(now.getTime() + Number(span[1]) * (span[2] === "h" ? 3_600_000 : 86_400_000));
  if (Number.isNaN(end.getTime()))
    throw new UsageError(`--expires ${text}: give hours (12h), days (90d) or a date (2027-01-31).`);
  if (end <= now) throw new UsageError(`--expires ${text} is in the past.`);
  return end;
}

interface NewToken {
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly expires?: string | undefined;
  readonly json: boolean;
}

async function create({ name, role: givenRole, expires, json }: NewToken): Promise<number> {
  if (name === undefined || name.trim() === "") throw new UsageError("A token needs a --name.");
  const role = RoleSchema.safeParse(givenRole);
  if (!role.success) throw new UsageError(`A token needs a --role: ${ROLES.join(", ")}.`);
  const expiresAt = expires === undefined ? null : parseExpiry(expires, new Date());
  const { token } = await asCommandLine(() => createApiToken({ name, role: role.data, expiresAt }));
  process.stdout.write(json ? `${JSON.stringify({ name, role: role.data, expiresAt, token })}\n` : `${token}\n`);
  process.stderr.write(
    `Token "${name}" (${role.data}${expiresAt === null ? "" : `, until ${expiresAt.toISOString()}`}). It is not shown again.\n`,
  );
  return 0;
}

async function list(json: boolean): Promise<number> {
  const tokens = await asCommandLine(listApiTokens);
  if (json) {
    process.stdout.write(`${JSON.stringify({ tokens })}\n`);
    return 0;
  }
  for (const { name, role, state, expiresAt, lastUsedAt } of tokens) {
    const facts = [
      state,
      expiresAt === null ? "no end" : `until ${expiresAt}`,
      lastUsedAt === null ? "never used" : `used ${lastUsedAt}`,
    ];
    process.stdout.write(`${name.padEnd(24)} ${role.padEnd(9)} ${facts.join(", ")}\n`);
  }
  process.stderr.write(tokens.length === 0 ? "There are no tokens.\n" : "");
  return 0;
}

async function revoke(subject: string, json: boolean): Promise<number> {
  const tokens = await asCommandLine(listApiTokens);
  const works = ({ state }: ApiTokenInfo) => state !== "revoked";
  const token = tokens.filter(works).find(({ id, name }) => id === subject || name === subject);
  if (token === undefined) throw new Error(`There is no token "${subject}" that could be revoked.`);
  await asCommandLine(() => revokeApiToken({ tokenId: token.id }));
  process.stdout.write(
    json ? `${JSON.stringify({ revoked: { id: token.id, name: token.name } })}\n` : `Revoked "${token.name}".\n`,
  );
  return 0;
}
