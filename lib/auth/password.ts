import "server-only";
import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

const KEY_BYTES = 32;
const COST = { N: 2 ** 15, r: 8, p: 1 };
const MAX_MEMORY = 128 * 1024 * 1024;
const GENERATED = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Hashes a password with scrypt and a salt of its own, as `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, KEY_BYTES, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether `password` is the one behind `hash`; false, after the same work, for a hash that cannot be read. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const stored = parseHash(hash);
  const { cost, salt, key } = stored ?? { cost: COST, salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES) };
  const derived = await derive(password, salt, key.length, cost);
  return timingSafeEqual(derived, key) && stored !== null;
}

/** A random password of 20 letters and digits that are not mistaken for each other (116 bits). */
export function generatePassword(): string {
  return Array.from({ length: 20 }, () => GENERATED[randomInt(GENERATED.length)]).join("");
}

function parseHash(hash: string): { cost: typeof COST; salt: Buffer; key: Buffer } | null {
  const [scheme, n, r, p, salt, key] = hash.split("$");
  if (scheme !== "scrypt" || !salt || !key) return null;
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  if (!Object.values(cost).every((value) => Number.isInteger(value) && value > 0)) return null;
  return { cost, salt: Buffer.from(salt, "base64url"), key: Buffer.from(key, "base64url") };
}

function derive(password: string, salt: Buffer, bytes: number, cost: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, bytes, { ...cost, maxmem: MAX_MEMORY }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
