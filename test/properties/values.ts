import type { Draw } from "./draw.ts";
import type { Shape } from "./shape.ts";

/** Something that expressions of a place can name. */
export interface Known {
  readonly code: string;
  readonly shape: Shape;
  /** It may be `undefined`. */
  readonly isOptional: boolean;
}

interface Found {
  readonly code: string;
  readonly isOptional: boolean;
}

/** A value of the spec that has the given shape: literals, and expressions over what is known. */
export function writeValue(shape: Shape, known: readonly Known[], draw: Draw): unknown {
  if (shape.kind === "object" && draw.chance(70)) {
    const fields = Object.entries(shape.fields).filter(([, { isOptional }]) => !isOptional || draw.chance(60));
    return Object.fromEntries(fields.map(([name, field]) => [name, writeValue(field.shape, known, draw)]));
  }
  if (shape.kind === "string" && draw.chance(20)) {
    return `text ${asHole(writeExpression({ kind: "number" }, known, draw))} and ${asHole(writeExpression(shape, known, draw))}`;
  }
  if (shape.kind === "array" && draw.chance(30)) {
    return draw.list(2, () => writeValue(shape.items, known, draw));
  }
  return draw.chance(25) ? literalOf(shape, draw) : asHole(writeExpression(shape, known, draw));
}

/** An expression as a spec writes it. */
export function asHole(code: string): string {
  return `\${ ${code} }`;
}

/** An expression of the given shape. */
export function writeExpression(shape: Shape, known: readonly Known[], draw: Draw): string {
  const found = known.flatMap((one) => find(one, shape, 3));
  if (found.length > 0 && draw.chance(80)) {
    const { code, isOptional } = draw.pick(found);
    return isOptional ? `(${code} ?? ${literalCode(shape, draw)})` : code;
  }
  return compute(shape, known, draw);
}

/** A condition, and what it lets be taken for certain. */
export function writeCondition(known: readonly Known[], draw: Draw): { readonly code: string; readonly known: readonly Known[] } {
  const missing = known.filter(({ isOptional, code }) => isOptional && /^steps\.\w+$/.test(code));
  if (missing.length > 0 && draw.chance(60)) {
    const narrowed = draw.pick(missing);
    return {
      code: `${narrowed.code} !== undefined`,
      known: known.map((one) => (one === narrowed ? { ...one, isOptional: false } : one)),
    };
  }
  return { code: writeExpression({ kind: "boolean" }, known, draw), known };
}

/** The lists among what is known, with what they hold. */
export function listsIn(known: readonly Known[]): readonly (Found & { readonly items: Shape })[] {
  return known.flatMap((one) => walk(one, 3)).flatMap(({ code, shape, isOptional }) =>
    shape.kind === "array" ? [{ code, isOptional, items: shape.items }] : [],
  );
}

function find(known: Known, wanted: Shape, depth: number): readonly Found[] {
  return walk(known, depth).filter(({ shape }) => isSame(shape, wanted));
}

function walk(known: Known, depth: number): readonly Known[] {
  const { code, shape, isOptional } = known;
  if (shape.kind !== "object" || depth === 0) {
    return [known];
  }
  const inner = Object.entries(shape.fields).flatMap(([name, field]) =>
    walk({ code: code + access(name, isOptional), shape: field.shape, isOptional: isOptional || field.isOptional }, depth - 1),
  );
  return [known, ...inner];
}

function access(name: string, isOptional: boolean): string {
  const isWord = /^\w+$/.test(name);
  return (isOptional ? "?." : isWord ? "." : "") + (isWord ? name : `['${name}']`);
}

function isSame(one: Shape, other: Shape): boolean {
  if (one.kind === "array" && other.kind === "array") {
    return isSame(one.items, other.items);
  }
  return one.kind === "object" || one.kind === "array" ? one === other : one.kind === other.kind;
}

function compute(shape: Shape, known: readonly Known[], draw: Draw): string {
  const lists = listsIn(known);
  const list = lists.length > 0 ? draw.pick(lists) : undefined;
  const listCode = list && (list.isOptional ? `(${list.code} ?? [])` : list.code);
  switch (shape.kind) {
    case "number":
      return draw.chance(40) && listCode !== undefined
        ? `${listCode}.length`
        : `${writeLeaf("number", known, draw)} ${draw.pick(["+", "*", "-"])} ${draw.number(9)}`;
    case "boolean":
      return compare(known, draw) ?? (listCode === undefined ? `workflow.id.length > ${draw.number(5)}` : `${listCode}.length > ${draw.number(2)}`);
    case "string":
      return draw.pick([
        () => `${writeLeaf("string", known, draw)}.toUpperCase()`,
        () => `\`t\${${writeLeaf("number", known, draw)}}\``,
        () => `(${writeLeaf("boolean", known, draw)} ? 'yes' : ${writeLeaf("string", known, draw)})`,
      ])();
    default:
      return literalCode(shape, draw);
  }
}

/** A comparison of something known. None for equality: that narrows, and TypeScript refuses to compare two literals. */
function compare(known: readonly Known[], draw: Draw): string | undefined {
  const kind = draw.pick(["number", "string"] as const);
  const leaves = leavesOf(kind, known);
  if (leaves.length === 0) {
    return undefined;
  }
  const { code } = draw.pick(leaves);
  return kind === "number"
    ? `${code} ${draw.pick(["<", ">=", "<="])} ${draw.number(9)}`
    : `!${code}.startsWith('text${draw.number(6)}')`;
}

function leavesOf(kind: "string" | "number" | "boolean", known: readonly Known[]): readonly Found[] {
  return known.flatMap((one) => find(one, { kind }, 3)).filter(({ isOptional }) => !isOptional);
}

/** What is known of a kind, or a literal: never a computation, so that expressions stay short. */
function writeLeaf(kind: "string" | "number" | "boolean", known: readonly Known[], draw: Draw): string {
  const found = leavesOf(kind, known);
  return found.length > 0 ? draw.pick(found).code : `(${literalCode({ kind }, draw)})`;
}

function literalOf(shape: Shape, draw: Draw): unknown {
  switch (shape.kind) {
    case "string":
      return draw.pick(["plain", "it's", 'a "quote"', "back`tick", "$${ no }", "*/ end", "line\nbreak"]);
    case "number":
      return draw.number(9);
    case "boolean":
      return draw.chance(50);
    case "array":
      return [];
    case "object":
      return Object.fromEntries(
        Object.entries(shape.fields)
          .filter(([, { isOptional }]) => !isOptional)
          .map(([name, field]) => [name, literalOf(field.shape, draw)]),
      );
  }
}

/** A literal as an expression has it. */
function literalCode(shape: Shape, draw: Draw): string {
  const value = literalOf(shape, draw);
  return shape.kind === "object" || shape.kind === "array" ? print(value) : JSON.stringify(value).replaceAll("$${ no }", "no");
}

function print(value: unknown): string {
  return JSON.stringify(value).replaceAll("$${ no }", "no");
}
