/** A block as JSON has it. */
export interface SpecBlock {
  readonly steps?: Readonly<Record<string, SpecBody>> | readonly (SpecBody & { readonly name: string })[];
  readonly result?: unknown;
}

export interface SpecBody extends SpecBlock {
  readonly task?: string;
  readonly workflow?: string;
  readonly input?: unknown;
  readonly value?: unknown;
  readonly sleep?: string;
  readonly waitForSignal?: string;
  readonly switch?: readonly (SpecBlock & { readonly when?: string })[];
  readonly when?: string;
  readonly after?: readonly string[];
  readonly forEach?: { readonly items: unknown; readonly as: string; readonly onError?: string };
  readonly catch?: readonly (SpecBlock & { readonly as?: string; readonly rethrow?: boolean })[];
  readonly compensate?: { readonly task: string; readonly input?: unknown };
}

export interface SpecStep {
  readonly name: string;
  readonly body: SpecBody;
}

/** In the order of the spec. */
export function stepsOf({ steps }: SpecBlock): readonly SpecStep[] {
  if (steps === undefined) {
    return [];
  }
  return isList(steps) ? steps.map(({ name, ...body }) => ({ name, body })) : Object.entries(steps).map(([name, body]) => ({ name, body }));
}

/** The steps of its block that a step waits for: those that it reads, those of `after`, and in a list the one before it. */
export function dependenciesOf({ name, body }: SpecStep, steps: readonly SpecStep[], isSequence: boolean): readonly string[] {
  const { after = [], ...rest } = body;
  const read = new Set([...JSON.stringify(rest).matchAll(/\bsteps\.(\w+)/g)].map(([, step]) => step));
  const before = isSequence ? steps[steps.findIndex((step) => step.name === name) - 1]?.name : undefined;
  return steps.map((step) => step.name).filter((other) => other !== name && (read.has(other) || after.includes(other) || other === before));
}

function isList(steps: NonNullable<SpecBlock["steps"]>): steps is readonly (SpecBody & { readonly name: string })[] {
  return Array.isArray(steps);
}
