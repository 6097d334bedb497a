import { expect, test } from "vitest";
import { analyse } from "../support/analyse.ts";
import { specOf } from "./spec.ts";

test.each([
  [
    "branches behind the default",
    'a: { switch: [{ when: "${ input }" }, { result: 1 }, { when: "${ input }" }, { result: 2 }] }',
    ["GF3015 13:60 this branch of `a` can never be taken: the default stands before it"],
  ],
  [
    "a branch behind one that always holds",
    'a:\n  switch:\n    - when: "${ true }"\n      result: 1\n    - result: 2',
    ["GF3015 17:13 this branch of `a` can never be taken: one before it always is"],
  ],
  ["a default alone, and a last branch that always holds: nothing", 'a: { switch: [{ result: 1 }] }\nb: { switch: [{ when: "${ input }" }, { when: "${ true }" }] }', []],
])("%s", (_name, steps, expected) => {
  expect(analyse(specOf(steps)).problems).toEqual(expected);
});
