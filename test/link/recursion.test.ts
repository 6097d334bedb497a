import { expect, test } from "vitest";
import { analyse } from "../support/analyse.ts";

function workflows(text: string): readonly string[] {
  return analyse(`specVersion: 1
name: shop
version: 1.0.0
workflows:
${text.replace(/^/gm, "  ")}
`).problems;
}

test.each([
  ["a workflow that runs itself", "a: { steps: { b: { workflow: a } } }", ["GF3020 5:32 workflow `a` runs itself without end"]],
  [
    "from within a group",
    "a: { steps: { g: { steps: [{ name: pause, sleep: 1s }, { name: b, workflow: a }] } } }",
    ["GF3020 5:79 workflow `a` runs itself without end"],
  ],
  [
    "through others",
    "a: { steps: { x: { workflow: b } } }\nb: { steps: { x: { workflow: c } } }\nc: { steps: { x: { workflow: a } } }\nd: { steps: { x: { workflow: a } } }",
    ["GF3020 5:32 these workflows run each other without end: a -> b -> c -> a"],
  ],
  ["a condition can end it", 'a: { steps: { b: { workflow: a, when: "${ input }" } } }', []],
  ["so can a condition around it", 'a: { steps: { g: { when: "${ input }", steps: { b: { workflow: a } } } } }', []],
  ["so can a switch", "a: { steps: { g: { switch: [{ steps: { b: { workflow: a } } }] } } }", []],
  ["so can a list that is empty", 'a: { steps: { b: { workflow: a, forEach: { items: "${ input }", as: x } } } }', []],
  ["so can a `catch`", 'a: { steps: { b: { workflow: a, catch: [{ errors: ["*"] }] } } }', []],
  ["what a `catch` runs need not run", 'a: { steps: { b: { sleep: 1s, catch: [{ errors: ["*"], steps: { c: { workflow: a } } }] } } }', []],
  ["of a body written by hand nobody knows", "a: { steps: { b: { workflow: c } } }\nc: {}", []],
])("%s", (_name, text, expected) => {
  expect(workflows(text)).toEqual(expected);
});
