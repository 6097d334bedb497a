import { describe, expect, it } from "vitest";
import { checkSteps, lines, relatedOf } from "./fixtures.ts";

describe("a signal", () => {
  it("brings its payload", () => {
    expect(
      lines(
        checkSteps(`
          wait: { waitForSignal: review }
          good: { value: "\${ steps.wait.approved && steps.wait.by === 'x' }" }
          bad: { value: "\${ steps.wait.aproved }" }
        `),
      ),
    ).toEqual(["GF4001 [aproved] `steps.wait` has no property `aproved`"]);
  });

  it("may not come in time", () => {
    const checked = checkSteps(`
      wait: { waitForSignal: review, timeout: 3d }
      good: { task: ping, when: "\${ steps.wait !== undefined && steps.wait.approved }" }
      bad: { task: save, input: { id: "\${ String(steps.wait.approved) }" } }
    `);
    expect(lines(checked)).toEqual(["GF4002 [steps.wait] `steps.wait` may be missing here"]);
    expect(checked.diagnostics[0]).toMatchObject({
      label: "undefined when the signal does not come in time",
      help: ["give a fallback with `steps.wait?.approved ?? …`, or run `bad` only if it is there: when: ${ steps.wait !== undefined }"],
    });
    expect(relatedOf(checked)).toEqual(["[timeout] after this time `wait` goes on without a value"]);
  });

  it("is waited for once for each item", () => {
    expect(
      lines(
        checkSteps(`
          all: { forEach: { items: "\${ input.items }", as: item }, waitForSignal: review, timeout: 1h }
          bad: { value: "\${ steps.all.map(one => one.approved) }" }
        `),
      ),
    ).toEqual(["GF4003 [one] `one` may be undefined here"]);
  });
});

describe("a pause", () => {
  it("has no value", () => {
    expect(lines(checkSteps("pause: { sleep: 1s }\nbad: { value: '${ steps.pause }' }"))).toEqual([
      "GF4014 [pause] `steps.pause` has no value: it only waits",
    ]);
  });

  it("may depend on a condition", () => {
    expect(lines(checkSteps("pause: { sleep: 1s, when: '${ input.nmae }' }"))).toEqual(["GF4001 [nmae] `input` has no property `nmae`"]);
  });
});
