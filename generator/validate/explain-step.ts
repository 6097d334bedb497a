import { objectShapes } from "../../schema/derived/object-shapes.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { report } from "../diagnostics/report.ts";
import { throughAlias } from "../diagnostics/through-alias.ts";
import type { Member, SourceNode } from "../source/node.ts";
import { headOf } from "./place.ts";
import type { Place } from "./place.ts";

/** What a step can do, and how a sentence says it. */
const DEEDS: Readonly<Record<string, string>> = {
  task: "calls a task",
  workflow: "runs a workflow",
  value: "computes a value",
  switch: "is a switch",
  steps: "is a group",
  sleep: "sleeps",
  waitForSignal: "waits for a signal",
};

/** The keys of which a step has exactly one. */
export const STEP_KEYS: readonly string[] = Object.keys(DEEDS);

const STEP_SHAPE = objectShapes["#/$defs/step"]?.properties ?? {};

/** What the step that has this key does: "calls a task". */
export function describeStep(key: string): string {
  return DEEDS[key] ?? "does something else";
}

/** The members of a step that say what it does. */
export function stepKeysOf(node: SourceNode): readonly Member[] {
  return node.kind === "object" ? node.members.filter(({ key }) => STEP_KEYS.includes(key)) : [];
}

/** Explains a step that does nothing, or several things; what is no object, or says it with an unknown key, is another mistake. */
export function explainStep(place: Place): Diagnostic | undefined {
  const { node, member } = place;
  if (node.kind !== "object") {
    return undefined;
  }
  const [first, second, ...rest] = stepKeysOf(node);
  if (first === undefined || second === undefined) {
    if (node.members.some(({ key }) => !Object.hasOwn(STEP_SHAPE, key))) {
      return undefined;
    }
    return report("GF2009", headOf(place), { step: member?.key }, throughAlias(node));
  }
  const others = [second, ...rest].map(({ key }) => key);
  const related = { at: first.keyRange, text: `the step ${describeStep(first.key)}` };
  return report("GF2010", second.keyRange, { first: first.key, others }, [related, ...throughAlias(node)]);
}
