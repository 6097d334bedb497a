import type { ts } from "ts-morph";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode, DiagnosticParams } from "../diagnostics/report.ts";
import type { ScalarNode } from "../source/node.ts";
import type { Expression, InvalidExpression } from "../ir/expression.ts";
import type { Compiler } from "./compiler.ts";
import { reportWithin } from "./place.ts";

/** What the conversion of TypeScript's nodes into ours knows of its surroundings. */
export interface Reading {
  readonly typescript: Compiler;
  readonly file: ts.SourceFile;
  readonly origin: ScalarNode;
  /** From a position of TypeScript to an offset into the decoded string of the spec. */
  readonly shift: number;
  readonly diagnostics: Diagnostic[];
  /** Turns a node inside this one into ours. */
  readonly convert: (node: ts.Expression, reading: Reading) => Expression;
  /** Of the arrows around. */
  readonly parameters: readonly string[];
  readonly depth: number;
  /** True where an arrow may stand. */
  readonly isArgument: boolean;
}

/** Where a node stands in the decoded string. */
export function spanOf(node: ts.Node, { file, shift }: Reading): { readonly start: number; readonly end: number } {
  return { start: node.getStart(file) + shift, end: node.end + shift };
}

/** Reports `node`, or the part of it that is at fault, and gives what stands in its place. */
export function refuse<Code extends DiagnosticCode>(
  node: ts.Node,
  reading: Reading,
  code: Code,
  params: DiagnosticParams<Code>,
  at: { readonly start: number; readonly end: number } = spanOf(node, reading),
): InvalidExpression {
  reading.diagnostics.push(reportWithin(reading.origin, code, at.start, at.end, params));
  return { kind: "invalid", ...spanOf(node, reading) };
}
