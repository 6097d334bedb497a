import { array, assert, constant, integer, letrec, nat, oneof, property, record } from "fast-check";
import { expect, test } from "vitest";
import { find } from "./finding.ts";

/** A schema as the test sees it: what values of it look like, and what is marked. */
type Shape =
  | { readonly kind: "text"; readonly marked: boolean; readonly key: number }
  | { readonly kind: "object"; readonly marked: boolean; readonly properties: Readonly<Record<string, Shape>> }
  | { readonly kind: "list"; readonly marked: boolean; readonly items: Shape }
  | { readonly kind: "map"; readonly marked: boolean; readonly values: Shape };

const NAMES = ["a", "b", "c"];

const sometimes = integer({ min: 0, max: 3 }).map((number) => number === 0);
const rarely = integer({ min: 0, max: 15 }).map((number) => number === 0);

const { shape } = letrec<{ shape: Shape; inner: Shape; object: Shape }>((tie) => ({
  inner: oneof(
    { maxDepth: 4, depthSize: "small" },
    record({ kind: constant("text" as const), marked: sometimes, key: nat() }),
    tie("object"),
    record({ kind: constant("list" as const), marked: rarely, items: tie("inner") }),
    record({ kind: constant("map" as const), marked: rarely, values: tie("inner") }),
  ),
  object: record({
    kind: constant("object" as const),
    marked: rarely,
    properties: record({ a: tie("inner"), b: tie("inner"), c: tie("inner") }),
  }),
  shape: record({
    kind: constant("object" as const),
    marked: constant(false),
    properties: record({ a: tie("inner"), b: tie("inner"), c: tie("inner") }),
  }),
}));

/** How a schema may be written: as it is, or through a keyword that leads to the same. */
function schemaOf(of: Shape, way: number): object {
  const mark = of.marked ? { "x-sensitive": "mask" } : {};
  switch (of.kind) {
    case "text":
      return [{ type: "string", ...mark }, { allOf: [{ type: "string" }, mark] }, { anyOf: [{ type: "string", ...mark }, { type: "string", maxLength: 1 }] }][way % 3] ?? {};
    case "object": {
      const properties = Object.fromEntries(Object.entries(of.properties).map(([name, inner]) => [name, schemaOf(inner, way + 1)]));
      return { type: "object", required: NAMES, properties, ...mark };
    }
    case "list":
      return way % 2 === 0
        ? { type: "array", items: schemaOf(of.items, way + 1), ...mark }
        : { type: "array", prefixItems: [schemaOf(of.items, way + 1)], items: schemaOf(of.items, way + 2), ...mark };
    case "map":
      return way % 2 === 0
        ? { type: "object", additionalProperties: schemaOf(of.values, way + 1), ...mark }
        : { type: "object", patternProperties: { "^": schemaOf(of.values, way + 1) }, ...mark };
  }
}

/** A value; sensitive texts depend on `secret`. */
function valueOf(of: Shape, secret: string, isMarked = false): unknown {
  const marked = isMarked || of.marked;
  switch (of.kind) {
    case "text":
      return marked ? `${secret}${of.key}` : `open${of.key}`;
    case "object":
      return Object.fromEntries(Object.entries(of.properties).map(([name, inner]) => [name, valueOf(inner, secret, marked)]));
    case "list":
      return [valueOf(of.items, secret, marked), valueOf(of.items, secret, marked)];
    case "map":
      return { key: valueOf(of.values, secret, marked), a: valueOf(of.values, secret, marked) };
  }
}

/** Draws from what fast-check made: the same numbers give the same choices. */
class Choices {
  private index = 0;
  private readonly numbers: readonly number[];

  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }

  next(count: number): number {
    return (this.numbers[this.index++ % this.numbers.length] ?? 0) % count;
  }
}

/** An expression that gives something of a shape. */
interface Placed {
  readonly code: string;
  readonly of: Shape;
}

/** A text made of what is in scope. Conditions look at nothing: what they decide is not followed. */
function textOf(scope: readonly Placed[], choices: Choices, depth: number): string {
  const from = scope[choices.next(scope.length)] ?? scope[0];
  if (from === undefined || depth === 0) {
    return from === undefined ? "''" : asText(from, choices);
  }
  const one = (): string => textOf(scope, choices, depth - 1);
  switch (choices.next(10)) {
    case 0:
      return `\`\${ ${one()} }-\${ ${one()} }\``;
    case 1:
      return `(${one()} + ${one()})`;
    case 2:
      return `(typeof ${one()} === 'number' ? ${one()} : ${one()})`;
    case 3:
      return `(${one()} ?? ${one()})`;
    case 4:
      return `({ x: ${one()}, y: ${one()} }).${choices.next(2) === 0 ? "x" : "y"}`;
    case 5:
      return `[${one()}, ${one()}].map(each => each + ${one()}).${choices.next(2) === 0 ? "join()" : "slice(0, 1).join()"}`;
    case 6:
      return `${one()}.slice(1).toUpperCase()`;
    case 7:
      return `[{ k: ${one()}, l: ${one()} }].reduce((sum, each) => sum + each.${choices.next(2) === 0 ? "k" : "l"}, '')`;
    case 8:
      return `JSON.stringify({ ...${from.code}, z: ${one()} })`;
    default:
      return asText(from, choices);
  }
}

/** Goes further into a value until it is a text. */
function asText({ code, of }: Placed, choices: Choices): string {
  if (choices.next(6) === 0) {
    return `JSON.stringify(${code})`;
  }
  switch (of.kind) {
    case "text":
      return code;
    case "object": {
      const name = NAMES[choices.next(NAMES.length)] ?? "a";
      return asText({ code: `${code}.${name}`, of: of.properties[name] ?? of }, choices);
    }
    case "map":
      return choices.next(2) === 0
        ? asText({ code: `${code}["key"]`, of: of.values }, choices)
        : `Object.entries(${code}).map(entry => ${asText({ code: "entry[1]", of: of.values }, choices)}).join()`;
    case "list":
      switch (choices.next(5)) {
        case 0:
          return asText({ code: `${code}[0]`, of: of.items }, choices);
        case 1:
          return asText({ code: `${code}.find(() => true)`, of: of.items }, choices);
        case 2:
          return `${code}.filter(() => true).concat(${code}).length + ''`;
        case 3:
          return `${code}.flatMap(item => [${asText({ code: "item", of: of.items }, choices)}]).toReversed().join()`;
        default:
          return `${code}.map(item => ${asText({ code: "item", of: of.items }, choices)}).join()`;
      }
  }
}

function evaluate(code: string, input: unknown): string {
  try {
    // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- expressions are JavaScript
    return JSON.stringify(new Function("input", `return ${code};`)(input)) ?? "undefined";
  } catch (error) {
    return String(error);
  }
}

function inHole(code: string): string {
  return JSON.stringify(`\${ ${code} }`);
}

let labelled = 0;
let unlabelled = 0;

test("what differs when only a sensitive value differs has a rule, wherever it goes", () => {
  assert(
    property(shape, array(array(nat(), { minLength: 30, maxLength: 30 }), { minLength: 6, maxLength: 6 }), nat(3), (of, draws, way) => {
      const codes = draws.map((numbers) => textOf([{ code: "input", of }], new Choices(numbers), 2));
      const schema = JSON.stringify(schemaOf(of, way));
      const { rules } = find(`
schemas: { Input: ${schema} }
tasks:
  direct: { input: { $ref: "#/schemas/Input" }, span: { attributes: { ${codes.map((code, at) => `"direct.${at}": ${inHole(code)}`).join(", ")} } } }
  show: { input: { type: object, properties: { x: { type: array, items: { type: string } } } }, span: { attributes: { ${codes.map((_, at) => `"show.${at}": "\${ input.x[${at}] }"`).join(", ")} } } }
  one: { input: { type: object }, span: { attributes: { ${codes.map((_, at) => `"one.${at}": "\${ input.x${at} }"`).join(", ")} } } }
workflows:
  run:
    input: { $ref: "#/schemas/Input" }
    steps:
      direct: { task: direct, input: "\${ input }" }
      kept: { value: { ${codes.map((code, at) => `"x${at}": ${inHole(code)}`).join(", ")} } }
      one: { task: one, input: "\${ steps.kept }" }
      show: { task: show, input: { x: [${codes.map((code) => inHole(code)).join(", ")}] } }
`);
      for (const [at, code] of codes.entries()) {
        const differs = evaluate(code, valueOf(of, "secret", false)) !== evaluate(code, valueOf(of, "hidden!", false));
        const names = [`direct.${at}`, `one.${at}`, `show.${at}`];
        if (differs) {
          labelled++;
          expect([code, names.map((name) => rules[name])]).toEqual([code, ["mask", "mask", "mask"]]);
        } else {
          unlabelled += Number(names.slice(0, 2).every((name) => rules[name] === undefined));
        }
      }
    }),
    { numRuns: 40 },
  );
  // Both happen, or nothing was shown: a rule for everything would be sound, too.
  expect(labelled).toBeGreaterThan(40);
  expect(unlabelled).toBeGreaterThan(40);
});
