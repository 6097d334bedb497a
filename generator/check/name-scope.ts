import { ANYTHING } from "../expressions/print.ts";
import type { PrintScope } from "../expressions/print.ts";
import type { LinkedBlock } from "../ir/linked.ts";
import { hasValue } from "../ir/linked.ts";
import type { ScalarTemplate } from "../ir/template.ts";
import type { StepLookup } from "./site.ts";

/** Why a name that means something elsewhere is not known at a place, and what to do about it. */
export interface Elsewhere {
  readonly reason: string;
  readonly wayOut: string;
}

/** What the expressions of a place can name, and what is known there. */
export interface NameScope {
  /** Names that are known, each with what it is called in the checked code. */
  readonly names: ReadonlyMap<string, string>;
  /** The steps that can be named; undefined where expressions know no steps. */
  readonly steps: StepLookup | undefined;
  /** False for a step with which this one waits in a circle, which the linker has reported. */
  readonly isDone: (step: string) => boolean;
  /** Names that mean something elsewhere. */
  readonly elsewhere: Readonly<Record<string, Elsewhere>>;
  /** The conditions that hold in the function in which the code stands. */
  readonly conditions: readonly ScalarTemplate[];
  /** Those that hold in the functions around it. */
  readonly forgotten: readonly ScalarTemplate[];
  /** True inside of a `forEach` that does not say what its item is called, which has been reported: any name may be it. */
  readonly isOpen: boolean;
  /** How many handlers of `catch` are around. */
  readonly handlers: number;
}

/** A scope with more names in it. */
export function withNames(scope: NameScope, names: Readonly<Record<string, string>>): NameScope {
  return { ...scope, names: new Map([...scope.names, ...Object.entries(names)]) };
}

/** A scope that says more precisely why names are not known in it. */
export function withElsewhere(scope: NameScope, elsewhere: Readonly<Record<string, Elsewhere>>): NameScope {
  return { ...scope, elsewhere: { ...scope.elsewhere, ...elsewhere } };
}

/** Behind a condition. */
export function underCondition(scope: NameScope, condition: ScalarTemplate): NameScope {
  return { ...scope, conditions: [...scope.conditions, condition] };
}

/** Inside of a function. */
export function inClosure(scope: NameScope): NameScope {
  return { ...scope, conditions: [], forgotten: [...scope.forgotten, ...scope.conditions] };
}

/** At the end of a block, where all its steps can be read, and those around it. */
export function inBlock(scope: NameScope, { steps }: LinkedBlock): NameScope {
  const own = new Map(steps.map((linked) => [linked.step.name, linked]));
  return {
    ...scope,
    steps: (name) => own.get(name) ?? scope.steps?.(name),
    isDone: (name) => own.has(name) || scope.isDone(name),
  };
}

/** The scope of each step of a block, which comes after all that it can read. */
export function stepScopes(scope: NameScope, block: LinkedBlock): readonly NameScope[] {
  const inner = inBlock(scope, block);
  const positions = new Map(block.steps.map(({ step }, index) => [step.name, index]));
  return block.steps.map((own, index) => ({
    ...inner,
    isDone: (name) => {
      const position = positions.get(name);
      const isInCircle = block.circles.some((circle) => circle.includes(name) && circle.includes(own.step.name));
      return position === undefined ? scope.isDone(name) : position < index && !isInCircle;
    },
  }));
}

/** How the names of a scope are written in the code that TypeScript checks. */
export function printScopeOf({ names, steps, isDone }: NameScope): PrintScope {
  return {
    step: (name) => {
      const linked = steps?.(name);
      return linked !== undefined && isDone(name) && hasValue(linked) ? stepIdentifier(name) : ANYTHING;
    },
    name: (name) => names.get(name) ?? ANYTHING,
  };
}

/** What the value of a step is called in the checked code. */
export function stepIdentifier(step: string): string {
  return `step_${asWord(step)}`;
}

/** What the item of a `forEach` is called in the checked code. */
export function itemIdentifier(name: string): string {
  return `item_${asWord(name)}`;
}

/** Validation refuses names that are no identifiers; what they name is checked all the same. */
function asWord(name: string): string {
  return name.replace(/\W/g, (character) => `$${character.charCodeAt(0)}`);
}
