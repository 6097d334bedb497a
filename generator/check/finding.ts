import type { ts } from "ts-morph";
import type { Expression } from "../ir/expression.ts";
import { rangeWithin } from "../expressions/place.ts";
import type { Segment } from "../expressions/sheet.ts";
import type { Template } from "../ir/template.ts";
import type { ScalarNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { Inspection } from "./inspection.ts";
import type { PlacedSite, Site } from "./site.ts";

/** An error of TypeScript, and the part of the spec that it is about. */
export interface Finding {
  readonly inspection: Inspection;
  readonly site: Site;
  /** Where the site stands in the code, and what is known there. */
  readonly placed: PlacedSite;
  readonly code: number;
  /** TypeScript's sentences, the outermost first. */
  readonly sentences: readonly string[];
  readonly node: ts.Node | undefined;
  /** The innermost first. */
  readonly trail: readonly Segment[];
}

/** The error, or undefined where it lies in code that came from nowhere in the spec. */
export function findingOf(error: ts.DiagnosticWithLocation, inspection: Inspection): Finding | undefined {
  const placed = inspection.siteAt(error.start);
  const end = error.start + error.length;
  return (
    placed && {
      inspection,
      site: placed.site,
      placed,
      code: error.code,
      sentences: sentencesOf(error.messageText),
      node: inspection.nodeAt(error.start, end),
      trail: inspection.trailAt(error.start, end),
    }
  );
}

/** The same error at another node of the code. */
export function atNode(finding: Finding, node: ts.Node): Finding {
  const { inspection } = finding;
  return { ...finding, node, trail: inspection.trailAt(node.getStart(inspection.file), node.end) };
}

/** The innermost expression around the error, of one kind if that is given. */
export function expressionAt<Kind extends Expression["kind"]>(
  { trail }: Finding,
  ...kinds: readonly Kind[]
): Extract<Expression, { readonly kind: Kind }> | undefined {
  for (const { subject } of trail) {
    const expression = subject.kind === "expression" || subject.kind === "property" ? subject.expression : undefined;
    if (expression !== undefined && (kinds.length === 0 || kinds.some((kind) => kind === expression.kind))) {
      return expression as Extract<Expression, { readonly kind: Kind }>;
    }
  }
  return undefined;
}

/** The string of the spec in which the error lies. */
function originOf({ trail }: Finding): ScalarNode | undefined {
  const template = templateAt(trail);
  return template?.kind === "expression" || template?.kind === "text" || template?.kind === "literal"
    ? template.origin
    : undefined;
}

/** Where an expression around the error is written. */
export function rangeOf(finding: Finding, { start, end }: { readonly start: number; readonly end: number }): SourceRange {
  const origin = originOf(finding);
  return origin === undefined ? finding.site.at : rangeWithin(origin, start, end);
}

/** An expression as the spec writes it, on one line. */
export function textOf(finding: Finding, { start, end }: { readonly start: number; readonly end: number }): string {
  const text = String(originOf(finding)?.value ?? "").slice(start, end);
  return text.replace(/\s+/g, " ");
}

/** Where to point for the error. */
export function placeOf(finding: Finding): SourceRange {
  const subject = finding.trail[0]?.subject;
  switch (subject?.kind) {
    case undefined:
      return finding.site.at;
    case "expression":
      return rangeOf(finding, subject.expression);
    case "property": {
      const { propertyStart, property } = subject.expression;
      return rangeOf(finding, { start: propertyStart, end: propertyStart + property.length });
    }
    case "key":
      return rangeOf(finding, subject.member);
    case "templateKey":
      return subject.member.keyRange;
    case "template":
      return subject.template.kind === "expression"
        ? rangeOf(finding, subject.template.expression)
        : subject.template.origin.range;
  }
}

/** What the value at the error is, as the subject of a sentence: a property, an item, an argument, or the site as a whole. */
export function labelOf({ inspection: { typescript }, node, site }: Finding): string {
  let prefix = "";
  for (let inner = node, outer = inner?.parent; outer !== undefined; inner = outer, outer = outer.parent) {
    if (typescript.isPropertyAssignment(outer)) {
      const { name } = outer;
      const key = typescript.isIdentifier(name) || typescript.isStringLiteral(name) ? name.text : name.getText();
      return `${prefix}\`${key}\``;
    }
    if (typescript.isArrayLiteralExpression(outer)) {
      prefix = "an item of ";
    }
    if (typescript.isCallExpression(outer) && outer.expression !== inner) {
      const { expression: callee } = outer;
      const name = (typescript.isPropertyAccessExpression(callee) ? callee.name : callee).getText();
      // Calls of ours lead out of the site.
      return name.startsWith("$") ? prefix + site.label : `${prefix}the argument of \`${name}\``;
    }
  }
  return prefix + site.label;
}

function templateAt(trail: readonly Segment[]): Template | undefined {
  for (const { subject } of trail) {
    if (subject.kind === "template") {
      return subject.template;
    }
  }
  return undefined;
}

function sentencesOf(message: string | ts.DiagnosticMessageChain): readonly string[] {
  if (typeof message === "string") {
    return [message];
  }
  const next = message.next?.[0];
  return [message.messageText, ...(next === undefined ? [] : sentencesOf(next))];
}
