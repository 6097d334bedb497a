import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { report } from "../../diagnostics/report.ts";
import { rangeWithin } from "../../expressions/place.ts";
import type { Task } from "../../ir/task.ts";
import { asStringNode, get } from "../../lower/read.ts";
import type { Lint } from "../lint.ts";

/** What looks like a value in a name. The first that fits is named. */
const VALUES: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a UUID", /(?<![\da-f])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-f])/i],
  ["a date", /(?<!\d)(?:19|20)\d\d([-/.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)/],
  ["an e-mail address", /[\w.+-]+@[\w-]+\.[\w.]+/],
  ["an id", /(?<![a-z\d])(?=[a-f]*\d[\da-f]*[a-f]|\d+[a-f])[\da-f]{12,}(?![a-z\d])/i],
  ["a number of many digits", /\d{5,}/],
];

/**
 * `{orderId}`, `{{ orderId }}`, `%s`, `<orderId>`; braces after a slash are those of a route, as HTTP spans are named, and
 * `${ orderId }` is an error of its own.
 */
const PLACEHOLDER = /(?<![/$])\{\{?\s*[\w.]+\s*\}?\}|%[sd]\b|<\w+>/;

/** A name of a span, event or metric that holds a value, or a placeholder that nothing fills in. */
export const unboundedSpanName: Lint = {
  name: "unbounded-span-name",
  code: "GF9001",
  findsAbsence: false,
  run: ({ linked: { spec } }) => [
    ...[...spec.tasks.values()].flatMap(inTask),
    ...spec.metrics.flatMap((metric) => inKey(metric, "metric")),
  ],
};

function inTask({ origin, events, metrics }: Task): readonly Diagnostic[] {
  const name = asStringNode(get(get(origin, "span"), "name"));
  const inName = name === undefined ? undefined : find(name.value);
  return [
    ...(name === undefined || inName === undefined
      ? []
      : [report("GF9001", rangeWithin(name, inName.start, inName.start + inName.part.length), { of: "span", ...inName })]),
    ...events.flatMap((event) => inKey(event, "event")),
    ...metrics.flatMap((metric) => inKey(metric, "metric")),
  ];
}

function inKey({ name, nameRange }: Pick<Task, "name" | "nameRange">, of: "event" | "metric"): readonly Diagnostic[] {
  const found = find(name);
  return found === undefined ? [] : [report("GF9001", nameRange, { of, ...found })];
}

interface Found {
  readonly part: string;
  readonly start: number;
  /** Undefined for a placeholder. */
  readonly what: string | undefined;
}

/** The rest of a longer name is not looked at: patterns take long over what is made to make them. */
const LONG = 1000;

function find(whole: string): Found | undefined {
  const name = whole.slice(0, LONG);
  for (const [what, pattern] of VALUES) {
    const match = pattern.exec(name);
    if (match !== null) {
      return { part: match[0], start: match.index, what };
    }
  }
  const match = PLACEHOLDER.exec(name);
  return match === null ? undefined : { part: match[0], start: match.index, what: undefined };
}
