/** The secret that makes hashes comparable across processes; without it they are comparable within one. */
const HASH_KEY_VARIABLE = "GEN_FLOWS_HASH_KEY";

/** Hexadecimal digits: 128 bits, the least to which RFC 2104 (section 5) lets an HMAC of SHA-256 be cut. */
const LENGTH = 32;

let key: string | Buffer | undefined;

/**
 * What telemetry shows of a sensitive value that the spec marks with `hash`: equal values have equal hashes, and
 * nothing else can be told from them. HMAC of SHA-256, 32 hexadecimal digits; of an array, one for each item.
 *
 * The key is `GEN_FLOWS_HASH_KEY`, else a random one for each process. There is always one, because without a key card
 * numbers, dates of birth and the like are found by trying them all.
 */
export function hashed(value: string | number | boolean): string;
export function hashed(value: readonly unknown[]): string[];
export function hashed(value: string | number | boolean | readonly unknown[]): string | string[] {
  return typeof value === "object" && Array.isArray(value) ? value.map(digest) : digest(value);
}

function digest(value: unknown): string {
  // Loaded when a spec needs it: it costs the start of a program a tenth.
  const { createHmac, randomBytes } = process.getBuiltinModule("node:crypto");
  key ??= process.env[HASH_KEY_VARIABLE] || randomBytes(32);
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return createHmac("sha256", key).update(text).digest("hex").slice(0, LENGTH);
}
