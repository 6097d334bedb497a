import { expect, test } from "vitest";
import { checkPrograms } from "./programs.ts";
import { SEED } from "../seed.ts";

/** `npm run fuzz` goes on with other seeds, and for longer. */
test(`100 random specs compile, run, end, and have the spans that the rules promise, and no sensitive value in them (seed ${SEED})`, () => {
  const [first, ...others] = checkPrograms(SEED, 100);
  expect(first && `${others.length} others, and: ${first.problem}\n${JSON.stringify(first.spec.document, null, 2)}`).toBeUndefined();
}, 240_000);
