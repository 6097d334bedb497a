import { expect, test } from "vitest";
import { checkRefusals } from "./refusals.ts";
import { SEED } from "../seed.ts";

/** `npm run fuzz` goes on with other seeds, and for longer. */
test(`300 mutated specs end in an error that says what and where (seed ${SEED})`, () => {
  const { refused, accepted, problems } = checkRefusals(SEED, 300);
  expect(problems[0]).toBeUndefined();
  expect(refused).toBeGreaterThanOrEqual(300);
  // Were nearly all of them accepted, the mutations would be no test.
  expect(accepted).toBeLessThan(refused);
});
