import type { ts } from "ts-morph";
import type { Expression } from "../ir/expression.ts";
import type { Segment } from "../expressions/sheet.ts";
import type { Template } from "../ir/template.ts";
import type { CheckModule } from "./check-module.ts";
import { firstIndex, indexSegments } from "./segment-index.ts";
import type { PlacedSite } from "./site.ts";
import type { TypeProgram } from "./type-program.ts";

/** Leads from checked code back to the spec, and from the spec to types. No question costs a walk through all code. */
export interface Inspection extends TypeProgram {
  /** The site in whose code an offset lies. */
  readonly siteAt: (offset: number) => PlacedSite | undefined;
  /** What a stretch of code came from, the innermost first. */
  readonly trailAt: (start: number, end: number) => readonly Segment[];
  readonly nodeAt: (start: number, end: number) => ts.Node | undefined;
  readonly nodeOf: (subject: Expression | Template) => ts.Node | undefined;
  readonly typeOf: (subject: Expression | Template) => ts.Type | undefined;
  /** True if TypeScript reports something in the code of `subject`. */
  readonly hasErrors: (subject: Expression | Template) => boolean;
  /** True if an error of TypeScript begins within a stretch of code. */
  readonly hasErrorsWithin: (start: number, end: number) => boolean;
}

export function inspect(program: TypeProgram, { sheet, sites }: CheckModule): Inspection {
  const { checker } = program;
  const segments = new Map<Expression | Template, Segment>();
  for (const segment of sheet.segments) {
    if (segment.subject.kind === "expression") {
      segments.set(segment.subject.expression, segment);
    } else if (segment.subject.kind === "template") {
      segments.set(segment.subject.template, segment);
    }
  }
  const index = indexSegments(sheet.segments);
  const errorStarts = program.errors.map(({ start }) => start).toSorted((one, other) => one - other);
  const nodes = nodesBySpan(program);
  const nodeAt = (start: number, end: number): ts.Node | undefined => nodes.get(spanKey(start, end));
  const nodeOf = (subject: Expression | Template): ts.Node | undefined => {
    const segment = segments.get(subject);
    return segment && nodeAt(segment.start, segment.end);
  };
  const hasErrorsWithin = (start: number, end: number): boolean => {
    const next = errorStarts[firstIndex(errorStarts, (offset) => offset >= start)];
    return next !== undefined && next < end;
  };
  return {
    ...program,
    siteAt: (offset) => {
      const placed = sites[firstIndex(sites, ({ end }) => end > offset)];
      return placed !== undefined && placed.start <= offset ? placed : undefined;
    },
    trailAt: index.around,
    nodeAt,
    nodeOf,
    typeOf: (subject) => {
      const node = nodeOf(subject);
      return node && checker.getTypeAtLocation(node);
    },
    hasErrors: (subject) => {
      const segment = segments.get(subject);
      return segment !== undefined && hasErrorsWithin(segment.start, segment.end);
    },
    hasErrorsWithin,
  };
}

/** Every node by its stretch of code; of several, the outermost that is no statement. */
function nodesBySpan({ typescript, file }: TypeProgram): ReadonlyMap<number, ts.Node> {
  const nodes = new Map<number, ts.Node>();
  const visit = (node: ts.Node): void => {
    const key = spanKey(node.getStart(file), node.end);
    if (!typescript.isStatement(node) && !nodes.has(key)) {
      nodes.set(key, node);
    }
    typescript.forEachChild(node, visit);
  };
  visit(file);
  return nodes;
}

/** One number for two offsets below 2^26. */
function spanKey(start: number, end: number): number {
  return start * 2 ** 26 + end;
}
