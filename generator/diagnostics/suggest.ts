/**
 * The candidate that a mistyped word most probably means: equal but for case and separators (`otlp-grpc`, `OTLPgRPC`),
 * else the nearest by edit distance, if it is near enough: one edit for three characters of the longer word.
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = normalize(word);
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === word) {
      continue;
    }
    const normal = normalize(candidate);
    if (normal === wanted) {
      return candidate;
    }
    const allowed = Math.floor(Math.max(wanted.length, normal.length) / 3);
    if (Math.abs(normal.length - wanted.length) <= Math.min(allowed, bestDistance - 1)) {
      const distance = editDistance(wanted, normal);
      if (distance <= allowed && distance < bestDistance && distance < normal.length) {
        best = candidate;
        bestDistance = distance;
      }
    }
  }
  return best;
}

/** A word without case and separators: `max_attempts`, `max-attempts` and `maxAttempts` are one. */
export function normalize(word: string): string {
  return word.replaceAll(/[-_.\s]/g, "").toLowerCase();
}

/**
 * How many insertions, deletions, replacements and swaps of neighbours turn one word into the other (Damerau and
 * Levenshtein, in the restricted form: no stretch is edited twice).
 */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let distance = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) {
        distance = Math.min(distance, at(beforePrevious, column - 2) + 1);
      }
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
