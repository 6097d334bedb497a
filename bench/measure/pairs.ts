/** The work that is compared, done once. */
export type Operation = () => Promise<unknown>;

/** What one operation cost, in microseconds, by the mean of a chunk. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** A pair measured one after the other. */
export interface PairCost {
  readonly generated: Cost;
  readonly other: Cost;
}

export type PairCosts = readonly PairCost[];

export interface PairOptions {
  /** How many pairs. */
  readonly rounds: number;
  /** In a chunk. */
  readonly operations: number;
  /** Sends what is queued; its cost counts, because both sides have made the same spans. */
  readonly flush: () => Promise<void>;
}

const WARM_UP_ROUNDS = 6;

/** Measures pairs of chunks, every other pair in reverse (A B, B A, …), so that a drift of the machine hits both alike. */
export async function measurePairs(generated: Operation, other: Operation, options: PairOptions): Promise<PairCosts> {
  const costs: PairCost[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + options.rounds; round += 1) {
    const [first, second] = round % 2 === 0 ? [generated, other] : [other, generated];
    const firstCost = await measureChunk(first, options);
    const secondCost = await measureChunk(second, options);
    costs.push(
      round % 2 === 0 ? { generated: firstCost, other: secondCost } : { generated: secondCost, other: firstCost },
    );
  }
  return costs.slice(WARM_UP_ROUNDS);
}

async function measureChunk(operation: Operation, { operations, flush }: PairOptions): Promise<Cost> {
  // A major collection would throw away optimised code, and the chunk would measure the compiler.
  globalThis.gc?.({ type: "minor" });
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  for (let count = 0; count < operations; count += 1) {
    await operation();
  }
  await flush();
  const wall = (performance.now() - startedAt) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / operations, wall: wall / operations };
}
