import { describe, expect, it } from "vitest";
import { checkSpec, checkSteps, lines, marked, placeOf, relatedOf } from "./fixtures.ts";

const CHECKOUT = `{
  "specVersion": 1, "name": "shop", "version": "1.0.0",
  "tasks": {
    "charge": { "output": { "type": "object", "required": ["paymentId"], "properties": { "paymentId": { "type": "string" } } } },
    "release": { "input": { "type": "object", "required": ["paymentId"], "properties": { "paymentId": { "type": "string" } } } }
  },
  "workflows": { "checkout": {
    "input": { "type": "object", "required": ["score"], "properties": { "score": { "type": "number" } } },
    "steps": {
      "charge": { "task": "charge", "when": "\${ input.score < 0.8 }" },
      "release": { "task": "release", "input": { "paymentId": "\${ steps.charge.paymentId }" } }
    }
  } }
}`;

describe("a step that may be skipped", () => {
  it("is reported where its value is read, with its condition beside it", () => {
    const { diagnostics } = checkSpec(CHECKOUT, "json");
    expect(diagnostics).toHaveLength(1);
    const [diagnostic] = diagnostics;
    expect(diagnostic && placeOf(diagnostic)).toBe("11:67");
    expect(marked(diagnostic?.at)).toBe("steps.charge");
    expect(diagnostic).toMatchObject({
      code: "GF4002",
      message: "`steps.charge` may be missing here",
      label: "undefined when the step is skipped",
      help: [
        'give a fallback with `steps.charge?.paymentId ?? …`, or run `release` only if it is there: "when": "${ steps.charge !== undefined }"',
      ],
    });
    expect(diagnostic?.related.map(({ at, text }) => [marked(at), text])).toEqual([
      ['"${ input.score < 0.8 }"', "`charge` runs only if this holds"],
    ]);
  });

  it("may be read where its absence is dealt with", () => {
    const { diagnostics } = checkSteps(`
      one: { task: find, when: "\${ input.count > 1 }", input: { id: a } }
      two: { task: find, when: "\${ steps.one !== undefined }", input: { id: "\${ steps.one.id }" } }
      three: { task: find, input: { id: "\${ steps.one?.id ?? 'none' }" } }
      four: { value: "\${ steps.one === undefined ? 0 : input.items.map(item => item.price + steps.one.price).length }" }
    `);
    expect(diagnostics).toEqual([]);
  });

  it("is narrowed by `when` inside a forEach and in `compensate`", () => {
    const { diagnostics } = checkSteps(`
      one: { task: find, when: "\${ input.count > 1 }", input: { id: a } }
      two: { task: find, when: "\${ steps.one !== undefined }", forEach: { items: "\${ input.items }", as: item }, input: { id: "\${ item.id + steps.one.id + index }" }, compensate: { task: save, input: { id: "\${ steps.one.id + output.id + item.id }" } } }
    `);
    expect(diagnostics).toEqual([]);
  });

  it("says that `when` does not narrow properties inside a forEach", () => {
    const { diagnostics } = checkSteps(`
      one: { task: find, when: "\${ input.kind !== undefined }", forEach: { items: "\${ input.items }", as: item }, input: { id: "\${ input.kind }" } }
    `);
    expect(diagnostics).toMatchObject([
      { code: "GF4003", help: ["give a fallback: `input.kind ?? …`", expect.stringContaining("not known inside `forEach`")] },
    ]);
  });

  it.each([
    'one: { when: "${ input.kind !== undefined }", steps: { two: { task: save, input: { id: "${ input.kind }" } } } }',
    'one: { switch: [{ when: "${ input.kind !== undefined }", steps: { two: { task: save, input: { id: "${ input.kind }" } } } }] }',
    'one: { task: ping, when: "${ input.kind !== undefined }", catch: [{ errors: [A], steps: { two: { task: save, input: { id: "${ input.kind }" } } } }] }',
    'one: { task: ping, when: "${ input.kind !== undefined }", compensate: { task: save, input: { id: "${ input.kind }" } } }',
  ])("shows the condition that is forgotten in %s", (steps) => {
    const checked = checkSteps(steps);
    expect(lines(checked)).toEqual(["GF4003 [input.kind] `input.kind` may be undefined here"]);
    expect(relatedOf(checked)).toEqual(['["${ input.kind !== undefined }"] what this says about `input.kind` is not known any more']);
  });

  it("is narrowed through a value step, as the help says", () => {
    const { diagnostics } = checkSteps(`
      kind: { value: "\${ input.kind }" }
      one: { when: "\${ steps.kind !== undefined }", steps: { two: { task: save, input: { id: "\${ steps.kind }" } } } }
    `);
    expect(diagnostics).toEqual([]);
  });

  it("is found in the record of a group, at any depth", () => {
    const checked = checkSteps(`
      all: { steps: { inner: { steps: { one: { task: find, when: "\${ input.count > 1 }", input: { id: a } } } } } }
      two: { task: save, input: { id: "\${ steps.all.inner.one.id }" } }
    `);
    expect(lines(checked)).toEqual(["GF4002 [steps.all.inner.one] `steps.all.inner.one` may be missing here"]);
    expect(checked.diagnostics[0]?.help).toEqual([
      "give a fallback with `steps.all.inner.one?.id ?? …`, or run `two` only if it is there: when: ${ steps.all.inner.one !== undefined }",
    ]);
    expect(relatedOf(checked)).toEqual(['["${ input.count > 1 }"] `one` runs only if this holds']);
  });

  it("is found behind `?.` and calls", () => {
    const checked = checkSteps(`
      one: { task: find, when: "\${ input.count > 1 }", input: { id: a } }
      two: { task: find, input: { id: "\${ steps.one?.id.trim() }" } }
      three: { forEach: { items: "\${ steps.one?.tags }", as: tag }, task: ping }
      four: { value: "text \${ steps.one?.id }" }
    `);
    expect(lines(checked)).toEqual([
      "GF4002 [steps.one?.id.trim()] `steps.one?.id.trim()` may be missing here",
      "GF4002 [steps.one?.tags] `steps.one?.tags` may be missing here",
      "GF4002 [steps.one?.id] `steps.one?.id` may be missing here",
    ]);
  });
});
