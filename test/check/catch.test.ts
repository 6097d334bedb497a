import { describe, expect, it } from "vitest";
import { checkSteps, lines, relatedOf } from "./fixtures.ts";

/** A step with `catch`, and one that reads its value. */
function withCatch(entries: string): string {
  return `
    pay: { task: charge, input: { cents: 3 }, catch: [${entries}] }
    reads: { value: "\${ steps.pay.paymentId }" }
  `;
}

describe("an error that is caught", () => {
  it("has the data that the task declares", () => {
    const checked = checkSteps(`
      pay: { task: charge, input: { cents: 3 }, catch: [{ errors: [CardDeclined], as: declined, steps: { tell: { task: save, input: { id: "\${ declined.data.reason }", count: "\${ declined.message }" } } } }] }
      other: { task: charge, input: { cents: 3 }, catch: [{ errors: [CardDeclined], as: declined, result: "\${ declined.data.raeson }" }] }
    `);
    expect(lines(checked)).toEqual([
      "GF4005 [declined.message] `count` must be `number`",
      "GF4001 [raeson] `declined.data` has no property `raeson`",
    ]);
  });

  it("of several is told apart by its name", () => {
    expect(
      lines(
        checkSteps(`
          good: { task: charge, input: { cents: 3 }, catch: [{ errors: [CardDeclined, Busy], as: failure, result: "\${ failure.name === 'CardDeclined' ? failure.data.reason : failure.message }" }] }
          bad: { task: charge, input: { cents: 3 }, catch: [{ errors: [CardDeclined, Busy], as: failure, result: "\${ failure.data.reason }" }] }
          worse: { task: charge, input: { cents: 3 }, catch: [{ errors: [CardDeclined, Busy], as: failure, result: "\${ failure.name === 'Lost' }" }] }
        `),
      ),
    ).toEqual([
      "GF4003 [failure.data] `failure.data` may be undefined here",
      'GF4008 [failure.name === \'Lost\'] this comparison always comes out the same: `"CardDeclined" | "Busy"` and `"Lost"` have no value in common',
    ]);
  });

  it("of which nothing is declared has a name, a message and unknown data", () => {
    const checked = checkSteps(`
      good: { task: charge, input: { cents: 3 }, catch: [{ errors: ["*"], as: failure, result: "\${ failure.name + failure.message }" }] }
      bad: { task: charge, input: { cents: 3 }, catch: [{ errors: ["*"], as: failure, result: "\${ failure.data.reason }" }] }
      worse: { task: charge, input: { cents: 3 }, catch: [{ errors: [Lost], as: failure, result: "\${ failure.data.reason }" }] }
    `);
    expect(lines(checked)).toEqual([
      "GF4023 [failure.data] nothing is known about `failure.data`",
      "GF4023 [failure.data] nothing is known about `failure.data`",
    ]);
    expect(checked.diagnostics[0]).toMatchObject({
      label: "the error may be of any task",
      help: ["name the error under `errors` of the `catch`, and give its `data` a schema under `errors` of the task"],
    });
  });

  it("of a group is one of the tasks within", () => {
    expect(
      lines(
        checkSteps(
          'all: { forEach: { items: "${ input.items }", as: item }, steps: { pay: { task: charge, input: { cents: 3 } } }, catch: [{ errors: [CardDeclined], as: declined, steps: { tell: { task: save, input: { id: "${ declined.data.reason + item.id }" } } } }] }',
        ),
      ),
    ).toEqual(["GF4022 [item] `item` is not known here"]);
  });

  it("is seen by a `catch` inside of its entry", () => {
    expect(
      lines(
        checkSteps(
          'pay: { task: charge, input: { cents: 3 }, catch: [{ errors: [CardDeclined], as: declined, steps: { tell: { task: charge, input: { cents: 1 }, catch: [{ errors: [Busy], as: busy, result: "${ declined.data.reason + busy.message + busy.data }" }] } } }] }',
        ),
      ),
    ).toEqual(["GF4011 [busy.data] `busy.data` cannot stand in a text"]);
  });
});

describe("the value of a step with `catch`", () => {
  it("is its own or the result of an entry", () => {
    expect(lines(checkSteps(withCatch('{ errors: ["*"], result: { paymentId: none } }')))).toEqual([]);
    expect(lines(checkSteps(withCatch('{ errors: ["*"], rethrow: true }')))).toEqual([]);
    expect(lines(checkSteps(withCatch('{ errors: ["*"], result: { id: none } }')))).toEqual([
      "GF4001 [paymentId] `steps.pay` has no property `paymentId`",
    ]);
    const checked = checkSteps(withCatch("{ errors: [Busy], rethrow: true }, { errors: [CardDeclined], steps: { tell: { value: 1 } } }"));
    expect(lines(checked)).toEqual(["GF4002 [steps.pay] `steps.pay` may be missing here"]);
    expect(checked.diagnostics[0]?.label).toBe("undefined after an error that `catch` takes");
    expect(relatedOf(checked)).toEqual(["[errors] after such an error there is no value: this entry has no `result`"]);
  });

  it("is there only after an error, if the task returns nothing", () => {
    const checked = checkSteps(`
      tell: { task: ping, when: "\${ input.count > 3 }", catch: [{ errors: ["*"], result: { reason: lost } }] }
      good: { value: "\${ steps.tell?.reason ?? 'none' }" }
      bad: { value: "\${ steps.tell.reason }" }
    `);
    expect(lines(checked)).toEqual(["GF4002 [steps.tell] `steps.tell` may be missing here"]);
    expect(checked.diagnostics[0]?.label).toBe("undefined in several cases");
    expect(relatedOf(checked)).toEqual(['["${ input.count > 3 }"] `tell` runs only if this holds', "[ping] `ping` returns nothing"]);
  });

  it("of a `forEach` is the list or the result", () => {
    expect(
      lines(
        checkSteps(`
          all: { forEach: { items: "\${ input.items }", as: item }, task: find, input: { id: a }, catch: [{ errors: ["*"], result: [] }] }
          good: { value: "\${ steps.all.map(one => one.id) }" }
        `),
      ),
    ).toEqual([]);
  });
});
