/**
 * What expressions can call, as declarations in place of TypeScript's own library: what is not here does not exist. All
 * of it computes a value from values, and gives the same for the same.
 */
export const ALLOWED_DECLARATIONS = `
interface Boolean {}
interface Function { readonly [Symbol.callable]: true; }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments {}
interface Object {}
interface RegExp {}

interface SymbolConstructor {
  readonly iterator: unique symbol;
  /** Nothing can name it. Without it every value would be a function, since the interface would be empty. */
  readonly callable: unique symbol;
}
declare const Symbol: SymbolConstructor;
interface IteratorResult<T> { readonly done: boolean; readonly value: T; }
interface Iterator<T, Return = any, Next = any> { next(): IteratorResult<T>; }
interface Iterable<T, Return = any, Next = any> { [Symbol.iterator](): Iterator<T>; }
interface IterableIterator<T, Return = any, Next = any> extends Iterator<T> { [Symbol.iterator](): IterableIterator<T>; }

type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type NonNullable<T> = T & {};
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type Partial<T> = { [Key in keyof T]?: T[Key] };
type Pick<T, K extends keyof T> = { [Key in K]: T[Key] };
type Readonly<T> = { readonly [Key in keyof T]: T[Key] };
type Record<K extends keyof any, T> = { [Key in K]: T };
type Required<T> = { [Key in keyof T]-?: T[Key] };

interface String {
  /** How many UTF-16 units the string has. */
  readonly length: number;
  readonly [index: number]: string;
  /** The character at an index; negative indexes count from the end. */
  at(index: number): string | undefined;
  /** The character at an index, or "" where there is none. */
  charAt(index: number): string;
  /** The string and others behind it. */
  concat(...others: string[]): string;
  /** True if the string ends with another. */
  endsWith(search: string, end?: number): boolean;
  /** True if the string contains another. */
  includes(search: string, from?: number): boolean;
  /** Where another string first occurs, or -1. */
  indexOf(search: string, from?: number): number;
  /** Where another string last occurs, or -1. */
  lastIndexOf(search: string, from?: number): number;
  /** Fills the string at its end up to a length. */
  padEnd(length: number, fill?: string): string;
  /** Fills the string at its beginning up to a length. */
  padStart(length: number, fill?: string): string;
  /** The string several times. */
  repeat(count: number): string;
  /** Replaces the first occurrence of a text. */
  replace(search: string, replacement: string): string;
  /** Replaces every occurrence of a text. */
  replaceAll(search: string, replacement: string): string;
  /** A part of the string; negative indexes count from the end. */
  slice(start?: number, end?: number): string;
  /** The parts between the occurrences of a text. */
  split(separator: string, limit?: number): string[];
  /** True if the string begins with another. */
  startsWith(search: string, from?: number): boolean;
  /** A part of the string; negative indexes count as 0. */
  substring(start: number, end?: number): string;
  /** The string in lower case, the same in every locale. */
  toLowerCase(): string;
  /** The string itself. */
  toString(): string;
  /** The string in upper case, the same in every locale. */
  toUpperCase(): string;
  /** The string without white space at both ends. */
  trim(): string;
  /** The string without white space at its end. */
  trimEnd(): string;
  /** The string without white space at its beginning. */
  trimStart(): string;
}

interface Number {
  /** The number with a fixed count of digits behind the point. */
  toFixed(digits?: number): string;
  /** The number with a count of significant digits. */
  toPrecision(digits?: number): string;
  /** The number as a string, in a base from 2 to 36. */
  toString(base?: number): string;
}

interface ReadonlyArray<T> {
  /** How many items there are. */
  readonly length: number;
  readonly [index: number]: T;
  [Symbol.iterator](): IterableIterator<T>;
  /** The item at an index; negative indexes count from the end. */
  at(index: number): T | undefined;
  /** The items, and others behind them. */
  concat(...others: (T | readonly T[])[]): T[];
  /** True if a condition holds for every item. */
  every(predicate: (item: T, index: number) => unknown): boolean;
  /** The items for which a condition holds. */
  filter<Kept extends T>(predicate: (item: T, index: number) => item is Kept): Kept[];
  filter(predicate: (item: T, index: number) => unknown): T[];
  /** The first item for which a condition holds. */
  find<Found extends T>(predicate: (item: T, index: number) => item is Found): Found | undefined;
  find(predicate: (item: T, index: number) => unknown): T | undefined;
  /** Where the first item stands for which a condition holds, or -1. */
  findIndex(predicate: (item: T, index: number) => unknown): number;
  /** The last item for which a condition holds. */
  findLast(predicate: (item: T, index: number) => unknown): T | undefined;
  /** The items of all arrays that a function gives, one array behind the other. */
  flatMap<Result>(transform: (item: T, index: number) => Result | readonly Result[]): Result[];
  /** True if an item is there. */
  includes(item: T, from?: number): boolean;
  /** Where an item first stands, or -1. */
  indexOf(item: T, from?: number): number;
  /** The items in one string, with a separator between them (a comma by default). */
  join(separator?: string): string;
  /** Where an item last stands, or -1. */
  lastIndexOf(item: T): number;
  /** What a function gives for each item. */
  map<Result>(transform: (item: T, index: number) => Result): Result[];
  /** One value made from all items: of what there is so far, and the next item. */
  reduce<Result>(combine: (soFar: Result, item: T, index: number) => Result, initial: Result): Result;
  /** A part of the array; negative indexes count from the end. */
  slice(start?: number, end?: number): T[];
  /** True if a condition holds for at least one item. */
  some(predicate: (item: T, index: number) => unknown): boolean;
  /** The items in the opposite order, in a new array. */
  toReversed(): T[];
  /** The items in order, in a new array. The function gives a negative number if the first comes first. */
  toSorted(compare: (first: T, second: T) => number): T[];
}

interface Array<T> extends ReadonlyArray<T> {
  length: number;
  [index: number]: T;
}

declare const Math: {
  /** The base of natural logarithms. */
  readonly E: number;
  /** The ratio of a circle's circumference to its diameter. */
  readonly PI: number;
  /** The number without its sign. */
  abs(value: number): number;
  /** The cube root. */
  cbrt(value: number): number;
  /** The least integer that is not smaller. */
  ceil(value: number): number;
  /** A power of E. */
  exp(value: number): number;
  /** The greatest integer that is not greater. */
  floor(value: number): number;
  /** The square root of the sum of squares. */
  hypot(...values: number[]): number;
  /** The natural logarithm. */
  log(value: number): number;
  /** The logarithm to base 10. */
  log10(value: number): number;
  /** The logarithm to base 2. */
  log2(value: number): number;
  /** The greatest of the numbers. */
  max(...values: number[]): number;
  /** The least of the numbers. */
  min(...values: number[]): number;
  /** A power. */
  pow(base: number, exponent: number): number;
  /** The nearest integer; halves go up. */
  round(value: number): number;
  /** -1, 0 or 1. */
  sign(value: number): number;
  /** The square root. */
  sqrt(value: number): number;
  /** The integer part. */
  trunc(value: number): number;
};

declare const Object: {
  /** The names of an object's properties. */
  keys(value: {}): string[];
  /** The values of an object's properties. */
  values<T>(value: { readonly [key: string]: T }): T[];
  /** Names and values of an object's properties, in pairs. */
  entries<T>(value: { readonly [key: string]: T }): [string, T][];
};

declare const JSON: {
  /** A value as JSON. */
  stringify(value: {} | null): string;
};

declare const Number: {
  /** A string or boolean as a number; NaN where it is none. */
  (value: string | number | boolean): number;
  /** The difference between 1 and the next number. */
  readonly EPSILON: number;
  /** The greatest integer that is exact. */
  readonly MAX_SAFE_INTEGER: number;
  /** The least integer that is exact. */
  readonly MIN_SAFE_INTEGER: number;
  /** True if the number is finite and not NaN. */
  isFinite(value: number): boolean;
  /** True if the number is an integer. */
  isInteger(value: number): boolean;
  /** True if the value is NaN, which a failed conversion gives. */
  isNaN(value: number): boolean;
  /** True if the number is an integer that is exact. */
  isSafeInteger(value: number): boolean;
  /** The number at the beginning of a string. */
  parseFloat(text: string): number;
  /** The integer at the beginning of a string, in a base from 2 to 36. */
  parseInt(text: string, base: number): number;
};

declare const String: {
  /** A number or boolean as a string. */
  (value: string | number | boolean): string;
};

declare const Boolean: {
  /** False for undefined, null, false, 0, NaN and "", else true. */
  (value: unknown): boolean;
};
`;
