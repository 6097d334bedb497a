import { expect, test } from "vitest";
import { formatDuration } from "../../generator/cli/waterfall/duration.ts";

test.each([
  [-5, "0 ms"],
  [0, "0 ms"],
  [0.0001, "1 µs"],
  [0.85, "850 µs"],
  [0.9994, "999 µs"],
  [0.9996, "1 ms"],
  [1, "1 ms"],
  [9.994, "9.99 ms"],
  [12.44, "12.4 ms"],
  [412.4, "412 ms"],
  [999.6, "1 s"],
  [1240, "1.24 s"],
  [59_949, "59.9 s"],
  [59_951, "1m 00s"],
  [123_000, "2m 03s"],
  [3_599_600, "1h 00m"],
  [86_400_000, "24h 00m"],
])("%f ms is written %s", (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
