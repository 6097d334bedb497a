import { describe, expect, it } from "vitest";
import { checkSteps, lines, placeOf, relatedOf } from "./fixtures.ts";

/** A switch whose second branch has a condition, and whose others name an optional property. */
function laterBranch(condition: string): string {
  return `one: { switch: [{ when: "\${ input.kind === undefined }", result: none }, { when: "\${ ${condition} }", result: "\${ input.kind }" }, { steps: { y: { value: "\${ input.kind.length }" } } }] }`;
}

const OUTPUT = "    output: { type: object, required: [way], properties: { way: { enum: [post, hand] }, id: { type: string } } }\n";

describe("a group", () => {
  it("is a record of its steps that have a value", () => {
    const checked = checkSteps(`
      parcel: { steps: { label: { task: find, input: { id: a } }, pause: { sleep: 1s }, note: { value: "\${ steps.label.price > 3 }" } } }
      good: { value: "\${ steps.parcel.label.id + steps.parcel.note }" }
      bad: { value: "\${ steps.parcel.pause }" }
      worse: { value: "\${ steps.parcel.lable }" }
    `);
    expect(lines(checked)).toEqual([
      "GF4001 [pause] `steps.parcel` has no property `pause`",
      "GF4001 [lable] `steps.parcel` has no property `lable`",
    ]);
    expect(checked.diagnostics[0]?.help).toEqual(["`pause` has no value: it only waits"]);
    expect(checked.diagnostics[1]?.label).toBe("did you mean `label`?");
  });

  it("has the value of its result", () => {
    const checked = checkSteps(`
      parcel: { steps: { label: { task: find, input: { id: "\${ input.name }" } } }, result: { uri: "\${ steps.label.id }" } }
      good: { value: "\${ steps.parcel.uri.trim() }" }
      bad: { value: "\${ steps.parcel.label }" }
    `);
    expect(lines(checked)).toEqual(["GF4001 [label] `steps.parcel` has no property `label`"]);
    expect(checked.diagnostics[0]?.help).toEqual([
      "`parcel` gives its `result`, and what is within is not seen outside: add `label` to the `result`",
    ]);
  });

  it("has no value if none of its steps has one", () => {
    const checked = checkSteps(`
      quiet: { steps: { one: { task: ping }, two: { sleep: 1s } } }
      reads: { value: "\${ steps.quiet }" }
    `);
    expect(lines(checked)).toEqual(["GF4014 [quiet] `steps.quiet` has no value: none of its steps has one"]);
    expect(checked.diagnostics[0]?.help).toEqual(["to wait for the step, write `after: [quiet]`"]);
  });

  it("reads what is around it, and points into its depths", () => {
    const checked = checkSteps(`
      outer: { task: find, input: { id: a } }
      one: { steps: { two: { steps: { three: { task: save, input: { id: "\${ steps.outer.nmae }", count: "\${ steps.outer.id }" } } } } } }
    `);
    expect(lines(checked)).toEqual(["GF4001 [nmae] `steps.outer` has no property `nmae`", "GF4005 [steps.outer.id] `count` must be `number`"]);
    expect(checked.diagnostics.map(placeOf)).toEqual(["59:89", "59:109"]);
  });

  it("is what its compensation takes", () => {
    expect(
      lines(
        checkSteps(`
          one: { steps: { label: { task: find, input: { id: a } } }, compensate: { task: save, input: { id: "\${ output.label.price }" } } }
          two: { steps: { label: { task: find, input: { id: a } } }, result: "\${ steps.label.id }", compensate: { task: save, input: { id: "\${ output }" } } }
          three: { steps: { label: { task: ping } }, compensate: { task: save, input: { id: "\${ output }" } } }
        `),
      ),
    ).toEqual(["GF4005 [output.label.price] `id` must be `string`", "GF4022 [output] `output` is not known here"]);
  });
});

describe("a switch", () => {
  it("is the union of its branches", () => {
    const checked = checkSteps(
      `
      route: { switch: [{ when: "\${ input.count > 9 }", steps: { one: { task: find, input: { id: a } } }, result: { way: post, id: "\${ steps.one.id }" } }, { result: { way: hand } }] }
      good: { value: "\${ steps.route.way === 'post' ? steps.route.id : 'none' }" }
      bad: { value: "\${ steps.route.way === 'air' }" }
      worse: { value: "\${ steps.route.id }" }
    `,
    );
    expect(lines(checked).at(-1)).toBe("GF4001 [id] `steps.route` has no property `id`");
    expect(checked.diagnostics.at(-1)?.help).toEqual(["only some of its variants have it: compare first what tells them apart"]);
  });

  it("keeps the literals of branches without steps", () => {
    const steps = `route: { switch: [{ when: "\${ input.count > 9 }", result: { way: post } }, { result: { way: hand } }] }`;
    expect(lines(checkSteps(steps, `${OUTPUT}    result: "\${ steps.route }"\n`))).toEqual([]);
    expect(lines(checkSteps(steps.replace("hand", "air"), `${OUTPUT}    result: "\${ steps.route }"\n`))).toEqual([
      'GF4005 [steps.route] the result of `main` must be `MainOutput`',
    ]);
  });

  it("may take no branch, or one without a value", () => {
    const checked = checkSteps(`
      one: { switch: [{ when: "\${ input.count > 9 }", result: { id: a } }] }
      two: { value: "\${ steps.one.id }" }
      three: { switch: [{ when: "\${ input.count > 9 }", result: { id: a } }, { steps: { pause: { sleep: 1s } } }] }
      four: { value: "\${ steps.three.id }" }
    `);
    expect(lines(checked)).toEqual([
      "GF4002 [steps.one] `steps.one` may be missing here",
      "GF4002 [steps.three] `steps.three` may be missing here",
    ]);
    expect(checked.diagnostics.map(({ label }) => label)).toEqual([
      "undefined when no branch is taken",
      "undefined where there is nothing to read",
    ]);
    expect(relatedOf(checked)).toEqual([
      "[switch] no branch is taken if none of the conditions holds: there is no default",
      "[steps] this branch has no value: it has neither a `result` nor steps with a value",
    ]);
  });

  it("says once that a value may be missing", () => {
    const checked = checkSteps(`
      one: { switch: [{ when: "\${ input.count > 9 }", result: { way: post, id: a } }, { when: "\${ input.count > 5 }", result: { way: hand } }] }
      two: { value: "\${ steps.one.way === 'post' ? steps.one.id : '' }" }
    `);
    expect(lines(checked)).toEqual([
      "GF4002 [steps.one] `steps.one` may be missing here",
      "GF4002 [steps.one] `steps.one` may be missing here",
    ]);
  });

  it("excludes what earlier branches took", () => {
    expect(lines(checkSteps(laterBranch("input.kind.length > 3")))).toEqual(["GF4003 [input.kind] `input.kind` may be undefined here"]);
    expect(lines(checkSteps(laterBranch("input.kind === 'air'")))[0]).toBe(
      'GF4008 [input.kind === \'air\'] this comparison always comes out the same: `"pos" | "web"` and `"air"` have no value in common',
    );
  });

  it("is compensated with the value of the branch that was taken", () => {
    expect(
      lines(
        checkSteps(`
          one: { switch: [{ when: "\${ input.count > 9 }", result: { id: a } }, { result: { id: 3 } }], compensate: { task: save, input: { id: "\${ output.id }" } } }
          two: { switch: [{ when: "\${ input.count > 9 }", result: { id: a } }], compensate: { task: save, input: { id: "\${ output.id }" } } }
          three: { switch: [{ when: "\${ input.count > 9 }" }], compensate: { task: save, input: { id: "\${ output }" } } }
        `),
      ),
    ).toEqual([
      "GF4005 [output.id] `id` must be `string`",
      "GF4003 [output] `output` may be undefined here",
      "GF4022 [output] `output` is not known here",
    ]);
  });
});

describe("forEach", () => {
  it("goes over groups, and over itself", () => {
    const checked = checkSteps(`
      all: { forEach: { items: "\${ input.items }", as: item }, steps: { found: { forEach: { items: "\${ item.tags ?? [] }", as: tag }, task: find, input: { id: "\${ tag + item.id + index }" } } }, compensate: { task: save, input: { id: "\${ output.found.map(f => f.id).join() + item.id }" } } }
      good: { value: "\${ steps.all.map(one => one.found.map(f => f.price)) }" }
      bad: { value: "\${ steps.all.map(one => one.found.map(f => f.prize)) }" }
    `);
    expect(lines(checked)).toEqual(["GF4001 [prize] `f` has no property `prize`"]);
  });

  it("goes over a switch, and leaves a hole where no branch is taken", () => {
    expect(
      lines(
        checkSteps(`
          all: { forEach: { items: "\${ input.items }", as: item }, switch: [{ when: "\${ item.price > 3 }", result: "\${ item.id }" }] }
          good: { value: "\${ steps.all.map(id => id ?? 'none') }" }
          bad: { value: "\${ steps.all.map(id => id.length) }" }
        `),
      ),
    ).toEqual(["GF4003 [id] `id` may be undefined here"]);
  });

  it("with `collect` gives the value or the error of each item", () => {
    const checked = checkSteps(`
      all: { forEach: { items: "\${ input.items }", as: item, onError: collect }, steps: { found: { task: find, input: { id: "\${ item.id }" } } } }
      good: { value: "\${ steps.all.filter(r => r.ok).map(r => r.value.found.id) }" }
      errors: { value: "\${ steps.all.map(r => r.ok ? '' : r.error.name + r.error.message) }" }
      bad: { value: "\${ steps.all.map(r => r.error.message) }" }
      worse: { value: "\${ steps.all.map(r => r.ok ? '' : r.error.data.reason) }" }
    `);
    expect(lines(checked)).toEqual([
      "GF4001 [error] `r` has no property `error`",
      "GF4023 [r.error.data] nothing is known about `r.error.data`",
    ]);
    expect(checked.diagnostics[0]?.help).toEqual(["it is there only if the item failed: compare `r.ok` first"]);
    expect(relatedOf(checked)).toEqual(["[onError] `all` gives the error of an item that failed"]);
  });
});
