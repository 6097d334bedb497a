/** Numbers that look random, the same for the same seed: mulberry32. */
export interface Random {
  /** At least `minimum`, and below `maximum`. */
  between(minimum: number, maximum: number): number;
  integer(minimum: number, maximum: number): number;
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (minimum: number, maximum: number): number => minimum + next() * (maximum - minimum);
  return { between, integer: (minimum, maximum) => Math.floor(between(minimum, maximum + 1)) };
}
