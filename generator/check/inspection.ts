import type { ts } from "ts-morph";
import type { Expression } from "../ir/expression.ts";
import type { Segment } from "../expressions/sheet.ts";
import type { Template } from "../ir/template.ts";
import type { CheckModule } from "./check-module.ts";
import type { Site } from "./site.ts";
import type { TypeProgram } from "./type-program.ts";

/** Leads from checked code back to the spec, and from the spec to types. */
export interface Inspection extends TypeProgram {
  /** The site in whose code an offset lies. */
  readonly siteAt: (offset: number) => Site | undefined;
  /** What a stretch of code came from, the innermost first. */
  readonly trailAt: (start: number, end: number) => readonly Segment[];
  readonly nodeAt: (start: number, end: number) => ts.Node | undefined;
  readonly nodeOf: (subject: Expression | Template) => ts.Node | undefined;
  readonly typeOf: (subject: Expression | Template) => ts.Type | undefined;
  /** True if TypeScript reports something in the code of `subject`. */
  readonly hasErrors: (subject: Expression | Template) => boolean;
}

export function inspect(program: TypeProgram, { sheet, sites }: CheckModule): Inspection {
  const { checker, errors } = program;
  const segments = new Map<Expression | Template, Segment>();
  for (const segment of sheet.segments) {
    if (segment.subject.kind === "expression") {
      segments.set(segment.subject.expression, segment);
    } else if (segment.subject.kind === "template") {
      segments.set(segment.subject.template, segment);
    }
  }
  const nodes = nodesBySpan(program);
  const nodeAt = (start: number, end: number): ts.Node | undefined => nodes.get(spanKey(start, end));
  const nodeOf = (subject: Expression | Template): ts.Node | undefined => {
    const segment = segments.get(subject);
    return segment && nodeAt(segment.start, segment.end);
  };
  return {
    ...program,
    siteAt: (offset) => sites.find(({ start, end }) => start <= offset && offset < end)?.site,
    trailAt: (start, end) => sheet.segments.filter((segment) => segment.start <= start && end <= segment.end),
    nodeAt,
    nodeOf,
    typeOf: (subject) => {
      const node = nodeOf(subject);
      return node && checker.getTypeAtLocation(node);
    },
    hasErrors: (subject) => {
      const segment = segments.get(subject);
      return segment !== undefined && errors.some(({ start }) => segment.start <= start && start < segment.end);
    },
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
