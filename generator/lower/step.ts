import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Compensation, ForEach, Reference, Step } from "../ir/step.ts";
import type { ObjectNode, SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import { lowerOverride } from "./policy.ts";
import { asArray, asNumber, asObject, asOneOf, asString, asStringNode, get } from "./read.ts";
import { lowerScalar, lowerTemplate } from "./template.ts";
import { refuse } from "./unsupported.ts";

const UNSUPPORTED_KEYS = {
  workflow: undefined,
  switch: "give each branch's steps a `when`",
  steps: "put the steps of the group beside it",
  sleep: undefined,
  waitForSignal: undefined,
  catch: "let the workflow fail, and undo steps with `compensate`",
} as const;

/** One step; undefined where it is of a kind that is refused, or of no kind at all. */
export function lowerStep(
  name: string,
  nameRange: SourceRange,
  node: SourceNode,
  diagnostics: Diagnostic[],
): Step | undefined {
  const origin = asObject(node);
  if (origin === undefined) {
    return undefined;
  }
  refuse(origin, UNSUPPORTED_KEYS, diagnostics);
  const when = get(origin, "when");
  const base = {
    origin,
    name,
    nameRange,
    description: asString(get(origin, "description")),
    when: when?.kind === "scalar" ? lowerScalar(when, diagnostics) : undefined,
    after: references(get(origin, "after")),
    forEach: lowerForEach(get(origin, "forEach"), diagnostics),
  };
  const task = reference(get(origin, "task"));
  if (task !== undefined) {
    const input = get(origin, "input");
    return {
      ...base,
      kind: "task",
      task,
      input: input && lowerTemplate(input, diagnostics),
      policy: lowerOverride(origin, diagnostics),
      compensate: lowerCompensation(asObject(get(origin, "compensate")), diagnostics),
    };
  }
  const value = get(origin, "value");
  return value === undefined ? undefined : { ...base, kind: "value", value: lowerTemplate(value, diagnostics) };
}

function lowerForEach(node: SourceNode | undefined, diagnostics: Diagnostic[]): ForEach | undefined {
  const items = get(node, "items");
  const as = reference(get(node, "as"));
  if (items === undefined || as === undefined) {
    return undefined;
  }
  return {
    items: lowerTemplate(items, diagnostics),
    as,
    maxConcurrency: asNumber(get(node, "maxConcurrency")) ?? DEFAULT_MAX_CONCURRENCY,
    onError: asOneOf(get(node, "onError"), ["failFast", "collect"]) ?? "failFast",
  };
}

/** A fan-out that says nothing must not open a thousand sockets at once. */
const DEFAULT_MAX_CONCURRENCY = 16;

function lowerCompensation(origin: ObjectNode | undefined, diagnostics: Diagnostic[]): Compensation | undefined {
  const task = reference(get(origin, "task"));
  if (origin === undefined || task === undefined) {
    return undefined;
  }
  const input = get(origin, "input");
  return {
    origin,
    task,
    input: input && lowerTemplate(input, diagnostics),
    policy: lowerOverride(origin, diagnostics),
  };
}

function references(node: SourceNode | undefined): readonly Reference[] {
  return asArray(node)?.items.flatMap((item) => reference(item) ?? []) ?? [];
}

function reference(node: SourceNode | undefined): Reference | undefined {
  const scalar = asStringNode(node);
  return scalar && { name: scalar.value, range: scalar.range };
}
