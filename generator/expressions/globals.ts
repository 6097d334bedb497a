import { ROOT_MEANINGS } from "./roots.ts";

/** Names with which an expression can begin, beside the item of a `forEach` and the error of a `catch`. `steps` only leads to a step. */
export const ROOTS: readonly string[] = Object.keys(ROOT_MEANINGS);

/** What the allow-list (`allowed.ts`) declares as values. */
export const ALLOWED_GLOBALS: readonly string[] = ["Boolean", "JSON", "Math", "Number", "Object", "String"];

/** Names that strict code may not bind, though TypeScript's parser reads them as identifiers. */
const RESERVED: readonly string[] = [
  "arguments", "async", "await", "eval", "implements", "interface", "let", "package",
  "private", "protected", "public", "static", "undefined", "yield",
];

const UNBINDABLE: ReadonlySet<string> = new Set([...ROOTS, ...ALLOWED_GLOBALS, ...RESERVED]);

/** True where a parameter of that name would change what the name means, or could not be declared. */
export function isUnbindable(name: string): boolean {
  return UNBINDABLE.has(name);
}

export const CLOCKS: ReadonlySet<string> = new Set(["Date", "performance", "Temporal"]);

export const RANDOM_SOURCES: ReadonlySet<string> = new Set(["crypto"]);

/**
 * Globals of JavaScript hosts that people may try, and that do not exist in workflows. Those that are likely names of
 * a `forEach` item, such as `document`, are not here: they are unknown names like any other.
 */
export const HOST_GLOBALS: ReadonlySet<string> = new Set(
  (
    "AbortController Array Atomics BigInt Buffer Error Function Infinity Intl Map NaN Promise Proxy Reflect RegExp Set " +
    "Symbol URL WeakMap arguments atob btoa console decodeURIComponent encodeURIComponent eval fetch globalThis isFinite " +
    "isNaN parseFloat parseInt process queueMicrotask require setImmediate setInterval setTimeout structuredClone"
  ).split(" "),
);

/** Names that lead from any value to its class, and from there to arbitrary code. */
export function isPrototypeName(name: string): boolean {
  return name === "constructor" || name === "prototype" || name === "__proto__";
}
