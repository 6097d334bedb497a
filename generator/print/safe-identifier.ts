/** ECMAScript's keywords in modules, and what strict code may not bind. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof var void while with yield"
  ).split(" "),
);

/** What TypeScript does not let a type be called, or takes for the beginning of another type where one is named. */
const RESERVED_TYPE_NAMES: ReadonlySet<string> = new Set(
  "any as async bigint boolean infer keyof never number object readonly string symbol undefined unique unknown".split(" "),
);

/** Globals that generated code, or an expression in it, may mean: nothing of ours may stand before them. */
const GLOBALS: ReadonlySet<string> = new Set(
  (
    "AbortController AbortSignal Array Boolean Date Error Exclude Extract Function Infinity JSON Map Math NaN NonNullable " +
    "Number Object Omit Parameters Partial Pick Promise Readonly ReadonlyArray Record RegExp Required ReturnType Set String " +
    "Symbol console exports globalThis module process require undefined"
  ).split(" "),
);

/** True for a name that cannot be declared, or whose declaration would change what other code means. */
export function isUnsafe(name: string): boolean {
  return RESERVED_WORDS.has(name) || RESERVED_TYPE_NAMES.has(name) || GLOBALS.has(name);
}

/** True for what may be written as `.name` and as an unquoted key. */
export function isIdentifierName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}

/**
 * A name that can be declared beside the names in `taken`: `name` itself, else `alternative`, else that with
 * the first number that is free.
 */
export function safeIdentifier(name: string, alternative: string, taken: ReadonlySet<string>): string {
  const isFree = (candidate: string): boolean => !isUnsafe(candidate) && !taken.has(candidate);
  if (isFree(name)) {
    return name;
  }
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? alternative : `${alternative}${count}`;
    if (isFree(candidate)) {
      return candidate;
    }
  }
}
