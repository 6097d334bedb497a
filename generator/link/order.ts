/** What one step waits for. */
export interface Dependency {
  readonly name: string;
  readonly upstream: readonly string[];
}

/** Steps in an order in which each comes after its upstream, else as given; and the circles in which some wait. */
export interface StepOrder {
  readonly order: readonly string[];
  /** Of each, first and last are the same. Of circles that share a step only the first is here. */
  readonly cycles: readonly (readonly string[])[];
}

/** Depth first from the first step on. Upstream names that are no steps are passed over. */
export function orderSteps(dependencies: readonly Dependency[]): StepOrder {
  const upstreamOf = new Map(dependencies.map(({ name, upstream }) => [name, upstream]));
  const order: string[] = [];
  const finished = new Set<string>();
  const path: string[] = [];
  const cycles: (readonly string[])[] = [];

  const visit = (name: string): void => {
    const upstream = upstreamOf.get(name);
    if (upstream === undefined || finished.has(name)) {
      return;
    }
    if (path.includes(name)) {
      const cycle = [...path.slice(path.indexOf(name)), name];
      if (!cycle.some((member) => cycles.flat().includes(member))) {
        cycles.push(cycle);
      }
      return;
    }
    path.push(name);
    for (const other of upstream) {
      visit(other);
    }
    path.pop();
    finished.add(name);
    order.push(name);
  };

  for (const { name } of dependencies) {
    visit(name);
  }
  return { order, cycles };
}

/** Groups steps by the moment at which they can begin: each wave waits for steps of earlier waves only. */
export function waves(dependencies: readonly Dependency[]): readonly (readonly string[])[] {
  const depths = new Map<string, number>();
  const result: string[][] = [];
  const upstreamOf = new Map(dependencies.map(({ name, upstream }) => [name, upstream]));
  for (const name of orderSteps(dependencies).order) {
    const depth = Math.max(-1, ...(upstreamOf.get(name) ?? []).map((other) => depths.get(other) ?? -1)) + 1;
    depths.set(name, depth);
  }
  for (const { name } of dependencies) {
    (result[depths.get(name) ?? 0] ??= []).push(name);
  }
  return result;
}
