/** Odd constants with their bits spread out, one for each half of an id. */
const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca77;

/**
 * The span id of whatever a key names: the same in every process, so that a span can be linked to and stand above others
 * before it is made, and one that is made twice is one span. 64 bits, never all zero, as W3C Trace Context wants it.
 *
 * Spread evenly over all keys, and no more: it is nothing to build security on. Pure, because workflow code runs in
 * sandboxes without `node:crypto`.
 *
 * @param key `runId` for the workflow's span, `runId/path` for a wait or a `forEach`, and the idempotency key, `#` and
 *   the number for an attempt.
 */
export function spanIdOf(key: string): string {
  let first = 0x1b873593;
  let second = 0xcc9e2d51 ^ key.length;
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    first = Math.imul(rotate(first, 5) ^ unit, FIRST);
    second = Math.imul(rotate(second, 13) ^ unit, SECOND);
  }
  first = mixed(first ^ rotate(second, 16));
  second = mixed(second ^ first);
  const id = hexadecimal(first) + hexadecimal(second);
  return id === "0000000000000000" ? "0000000000000001" : id;
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}

/** Lets every bit depend on every other one. */
function mixed(bits: number): number {
  let value = bits ^ (bits >>> 16);
  value = Math.imul(value, 0x21f0aaad);
  value ^= value >>> 15;
  value = Math.imul(value, 0x735a2d97);
  return value ^ (value >>> 15);
}

function hexadecimal(bits: number): string {
  return (bits >>> 0).toString(16).padStart(8, "0");
}
