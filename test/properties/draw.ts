import * as fc from "fast-check";

/** Random choices, one after another. */
export interface Draw {
  /** From 0 to `maximum`. */
  readonly number: (maximum: number) => number;
  /** True in so many cases of a hundred. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  /** At most so many values. */
  readonly list: <Value>(maximum: number, make: (index: number) => Value) => Value[];
}

/** An arbitrary of whatever `build` makes of its choices. */
export function drawn<Value>(build: (draw: Draw) => Value): fc.Arbitrary<Value> {
  return fc.gen().map((generate) => {
    const number = (maximum: number): number => generate(fc.integer, { min: 0, max: maximum });
    return build({
      number,
      chance: (percent) => number(99) < percent,
      pick: (values) => values[number(values.length - 1)] as (typeof values)[number],
      list: (maximum, make) => Array.from({ length: number(maximum) }, (_, index) => make(index)),
    });
  });
}
