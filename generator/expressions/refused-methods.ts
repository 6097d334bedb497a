/** Methods of JavaScript that expressions leave out, with the way out. */
export const WAYS_OUT: Readonly<Record<string, string>> = {
  copyWithin: "it changes the array in place; build the array that you want with `slice` and `concat`",
  fill: "it changes the array in place; use `map`",
  pop: "it changes the array in place; read the last item with `at(-1)`, the others with `slice(0, -1)`",
  push: "it changes the array in place; use `concat`, or `[...items, item]`",
  reverse: "it changes the array in place; use `toReversed()`",
  shift: "it changes the array in place; read the first item with `[0]`, the others with `slice(1)`",
  sort: "it changes the array in place; use `toSorted((a, b) => a - b)`",
  splice: "it changes the array in place; use `slice` and `concat`",
  unshift: "it changes the array in place; use `[item, ...items]`",
  forEach: "it gives no value; use `map`, or a `forEach` step",
  entries: "it gives an iterator; use `map((item, index) => …)`",
  keys: "it gives an iterator; use `map((item, index) => index)`",
  values: "it gives an iterator; the array itself has the items",
  flat: "use `flatMap(item => item)`",
  reduceRight: "use `toReversed().reduce(…)`",
  localeCompare: "its result depends on the machine's locale; compare with `<` and `>`",
  toLocaleLowerCase: "its result depends on the machine's locale; use `toLowerCase()`",
  toLocaleString: "its result depends on the machine's locale; use `String(…)` or `toFixed(…)`",
  toLocaleUpperCase: "its result depends on the machine's locale; use `toUpperCase()`",
  normalize: "its result depends on the version of Unicode; normalise in a task",
  match: "it takes a regular expression; use `includes`, or match in a task",
  matchAll: "it takes a regular expression; use `split`, or match in a task",
  search: "it takes a regular expression; use `indexOf`",
  substr: "it is deprecated; use `slice`",
  charCodeAt: "compare characters as strings, or compute in a task",
  codePointAt: "compare characters as strings, or compute in a task",
  hasOwnProperty: "compare the property with `undefined`",
  valueOf: "the value itself is meant",
  call: "call the method directly",
  apply: "call the method directly",
  bind: "write an arrow: `item => item.id`",
  random: "it gives another value at every replay; use `workflow.id`, or let a task return it",
  parse: "give the payload a schema, so that it arrives parsed",
  assign: "it changes its first argument; write `{ ...first, ...second }`",
  fromEntries: "build the object in a task, where its type can be given",
};

/** Why a method is left out and what to use instead; undefined for a name that JavaScript does not have either. */
export function wayOutOf(method: string): string | undefined {
  return Object.hasOwn(WAYS_OUT, method) ? WAYS_OUT[method] : undefined;
}
