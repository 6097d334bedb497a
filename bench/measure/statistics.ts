/** A median with its 95 % confidence interval. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median of a sample and its 95 % interval from binomial order statistics: how many values lie below the
 * true median follows the binomial distribution with p = 1/2, whatever the distribution of the values is.
 */
export function estimateMedian(values: readonly number[]): Estimate {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = lowerRank(sorted.length);
  return { median: median(sorted), low: at(sorted, rank), high: at(sorted, sorted.length - 1 - rank) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return (at(sorted, Math.ceil(middle) - 1) + at(sorted, Math.floor(middle))) / 2;
}

/** The highest rank, from 0, with at most 2.5 % of the probability below it. */
function lowerRank(count: number): number {
  let probability = 0.5 ** count;
  let below = probability;
  let rank = 0;
  while (below <= 0.025) {
    rank += 1;
    probability *= (count - rank + 1) / rank;
    below += probability;
  }
  return Math.max(rank - 1, 0);
}

function at(sorted: readonly number[], index: number): number {
  return sorted[index] ?? Number.NaN;
}
