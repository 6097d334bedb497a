/** One workflow that reads a value at a place of the language. */
export interface AgreementCase {
  /** Of the workflow. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** The members of `steps`, in YAML's flow style. */
  readonly steps: string;
}

/** A value that may be something else than what is read of it, and ways to make sure. */
interface Source {
  readonly title: string;
  /** Steps that it needs, each ended by a comma. */
  readonly steps: string;
  /** Holds only where the value can be read. */
  readonly test: string;
  /** Holds exactly where `test` does not. */
  readonly not: string;
  /** A string, where the value can be read. */
  readonly read: string;
}

const MAYBE = 'maybe: { task: find, when: "${ input.count > 1 }", input: { id: a } },';

const SOURCES: readonly Source[] = [
  { title: "a skipped step", steps: MAYBE, test: "steps.maybe !== undefined", not: "steps.maybe === undefined", read: "steps.maybe.id" },
  {
    title: "a condition on what is there",
    steps: MAYBE,
    test: "steps.maybe !== undefined && steps.maybe.price > 1",
    not: "steps.maybe === undefined || !(steps.maybe.price > 1)",
    read: "steps.maybe.id",
  },
  { title: "an optional property", steps: "", test: "input.kind !== undefined", not: "input.kind === undefined", read: "input.kind" },
  { title: "an entry of the context", steps: "", test: "context.tenantId !== undefined", not: "context.tenantId === undefined", read: "context.tenantId" },
  { title: "typeof", steps: "", test: "typeof input.either === 'string'", not: "typeof input.either !== 'string'", read: "input.either.trim()" },
  {
    title: "a signal",
    steps: "wait: { waitForSignal: review, timeout: 1d },",
    test: "steps.wait !== undefined",
    not: "!(steps.wait !== undefined)",
    read: "String(steps.wait.approved)",
  },
  {
    title: "a discriminant",
    steps: `route: { switch: [
      { when: "\${ input.count > 1 }", steps: { one: { task: find, input: { id: a } } }, result: { way: post, id: "\${ steps.one.id }" } },
      { result: { way: hand } }] },`,
    test: "steps.route.way === 'post'",
    not: "steps.route.way !== 'post'",
    read: "steps.route.id",
  },
  {
    title: "a call without output, with a catch",
    steps: "risk: { task: ping, catch: [{ errors: [Busy], result: { id: busy } }, { errors: ['*'] }] },",
    test: "steps.risk !== undefined",
    not: "steps.risk === undefined",
    read: "steps.risk.id",
  },
];

/** Where a value is read, given the condition of a step (`when: …,` or nothing) and the value as a whole string. */
type Place = (when: string, read: string) => string;

const ITEMS = 'forEach: { items: "${ input.items }", as: item }';
const COUNT = '"${ input.count > 5 }"';

const PLACES: Readonly<Record<string, Place>> = {
  input: (when, read) => `x: { ${when} task: find, input: { id: ${read} } }`,
  value: (when, read) => `x: { ${when} value: ${read} }`,
  "part of a value": (when, read) => `x: { ${when} value: { deep: [1, ${read}] } }`,
  "input of a child": (when, read) => `x: { ${when} workflow: settle, input: { id: ${read} } }`,
  "input of an item": (when, read) => `x: { ${when} ${ITEMS}, task: find, input: { id: ${read} } }`,
  items: (when, read) => `x: { ${when} forEach: { items: [${read}], as: item }, task: find, input: { id: "\${ item }" } }`,
  "step of a group": (when, read) => `x: { ${when} steps: { y: { task: find, input: { id: ${read} } } } }`,
  "result of a group": (when, read) => `x: { ${when} steps: { y: { task: ping } }, result: ${read} }`,
  "step of a group of an item": (when, read) => `x: { ${when} ${ITEMS}, steps: { y: { task: find, input: { id: ${read} } } } }`,
  "group in a group": (when, read) => `x: { ${when} steps: { y: { steps: { z: { value: ${read} } } } } }`,
  "when of an inner step": (when, read) => `x: { steps: { y: { ${when} task: find, input: { id: ${read} } } } }`,
  "forEach in a forEach": (when, read) =>
    `x: { ${when} ${ITEMS}, steps: { y: { forEach: { items: [1], as: inner }, task: find, input: { id: ${read} } } } }`,
  "result of a branch": (when, read) => `x: { ${when} switch: [{ when: ${COUNT}, result: ${read} }] }`,
  "step of a branch": (when, read) => `x: { ${when} switch: [{ when: ${COUNT}, steps: { y: { value: ${read} } } }, { result: b }] }`,
  "result of a branch with steps": (when, read) => `x: { ${when} switch: [{ steps: { y: { task: ping } }, result: ${read} }] }`,
  "own condition of a branch": (when, read) => `x: { switch: [{ ${when} result: ${read} }] }`,
  "own condition of a branch with steps": (when, read) => `x: { switch: [{ ${when} steps: { y: { value: ${read} } } }] }`,
  "own condition of a branch of an item": (when, read) => `x: { ${ITEMS}, switch: [{ ${when} result: ${read} }] }`,
  "switch with compensate": (when, read) =>
    `x: { ${when} switch: [{ when: ${COUNT}, result: ${read} }], compensate: { task: save, input: { id: a } } }`,
  "compensate of a switch": (when, read) =>
    `x: { ${when} switch: [{ when: ${COUNT}, result: b }], compensate: { task: save, input: { id: ${read} } } }`,
  "switch with catch": (when, read) => `x: { ${when} switch: [{ when: ${COUNT}, result: ${read} }], catch: [{ errors: [Busy] }] }`,
  "switch of an item with catch": (when, read) =>
    `x: { ${when} ${ITEMS}, switch: [{ when: ${COUNT}, result: ${read} }], catch: [{ errors: [Busy] }] }`,
  "switch of an item with compensate": (when, read) =>
    `x: { ${when} ${ITEMS}, switch: [{ when: ${COUNT}, result: ${read} }], compensate: { task: save, input: { id: a } } }`,
  "input with catch": (when, read) => `x: { ${when} task: find, input: { id: ${read} }, catch: [{ errors: [Busy] }] }`,
  "result of a catch": (when, read) => `x: { ${when} task: find, input: { id: a }, catch: [{ errors: ["*"], result: ${read} }] }`,
  "step of a catch": (when, read) =>
    `x: { ${when} task: find, input: { id: a }, catch: [{ errors: [Busy], steps: { y: { value: ${read} } } }] }`,
  "step before an error goes on": (when, read) =>
    `x: { ${when} task: find, input: { id: a }, catch: [{ errors: [Busy], steps: { y: { value: ${read} } }, rethrow: true }] }`,
  "catch of an inner step": (when, read) =>
    `x: { ${when} steps: { y: { task: find, input: { id: a }, catch: [{ errors: [Busy], result: ${read} }] } } }`,
  compensate: (when, read) => `x: { ${when} task: find, input: { id: a }, compensate: { task: save, input: { id: ${read} } } }`,
  "compensate of an item": (when, read) =>
    `x: { ${when} ${ITEMS}, task: find, input: { id: a }, compensate: { task: save, input: { id: ${read} } } }`,
  "compensate of a group": (when, read) =>
    `x: { ${when} steps: { y: { task: find, input: { id: a } } }, compensate: { task: save, input: { id: ${read} } } }`,
  "when of a wait": (when, read) => `x: { ${when} sleep: 1s }, y: { value: ${read} }`,
};

/** A later branch, which is reached where those before it do not hold. */
const LATER: Readonly<Record<string, (not: string, read: string) => string>> = {
  "later branch": (not, read) => `x: { switch: [{ when: ${not}, result: none }, { result: ${read} }] }`,
  "later branch with steps": (not, read) => `x: { switch: [{ when: ${not} }, { steps: { y: { value: ${read} } } }] }`,
  "condition of a later branch": (not, read) =>
    `x: { switch: [{ when: ${not}, result: none }, { when: ${quoted(`${read} !== 'x'`)}, result: some }] }`,
};

/** What the types of values are made of, right and wrong. */
const VALUES: Readonly<Record<string, string>> = {
  "a literal of a group": 'lit: { steps: { one: { task: ping } }, result: { mode: fast } }, x: { task: save, input: { id: a, mode: "${ steps.lit.mode }" } }',
  "a literal of a branch with steps": 'lit: { switch: [{ steps: { one: { task: ping } }, result: fast }] }, x: { task: save, input: { id: a, mode: "${ steps.lit }" } }',
  "a literal of a branch": 'lit: { switch: [{ when: "${ input.count > 1 }", result: fast }, { result: slow }] }, x: { task: save, input: { id: a, mode: "${ steps.lit }" } }',
  "a wrong literal of a branch": 'lit: { switch: [{ when: "${ input.count > 1 }", result: fast }, { result: fats }] }, x: { task: save, input: { id: a, mode: "${ steps.lit }" } }',
  "a literal in the record of a group": 'lit: { steps: { one: { value: fast } } }, x: { task: save, input: { id: a, mode: "${ steps.lit.one }" } }',
  "a literal of a catch": 'lit: { task: ping, catch: [{ errors: ["*"], result: fast }] }, x: { task: save, input: { id: a, mode: "${ steps.lit ?? \'slow\' }" } }',
  "a literal of a catch with steps": 'lit: { task: ping, catch: [{ errors: ["*"], steps: { one: { task: ping } }, result: fast }] }, x: { task: save, input: { id: a, mode: "${ steps.lit ?? \'slow\' }" } }',
  "literals of items": 'lit: { forEach: { items: [1], as: item }, value: fast }, x: { task: save, forEach: { items: "${ steps.lit }", as: item }, input: { id: a, mode: "${ item }" } }',
  "branches that differ in a property": 'lit: { switch: [{ when: "${ input.count > 1 }", result: { a: "${ input.name }" } }, { result: { a: "${ input.name }", b: "${ input.name }" } }] }, x: { task: save, input: { id: "${ steps.lit.b }" } }',
  "what all branches have": 'lit: { switch: [{ when: "${ input.count > 1 }", result: { a: "${ input.name }" } }, { result: { a: "${ input.name }", b: "${ input.name }" } }] }, x: { task: save, input: { id: "${ steps.lit.a }" } }',
  "an input without its defaults": "x: { workflow: settle, input: { id: a } }",
  "an input without what has no default": "x: { workflow: settle, input: { mode: fast } }",
  "an input with too much": "x: { workflow: settle, input: { id: a, mood: fast } }",
  "an input for a default of another type": "x: { workflow: settle, input: { id: a, mode: 3 } }",
  "an input of its own": 'x: { workflow: settle, input: "${ { id: input.name } }" }',
  "the output of a child": 'kid: { workflow: settle, input: { id: a } }, x: { task: save, input: { id: "${ steps.kid.id }" } }',
  "a wrong output of a child": 'kid: { workflow: settle, input: { id: a } }, x: { task: save, input: { id: "${ steps.kid.price }" } }',
  "the data of an error": 'x: { task: charge, input: { cents: 1 }, catch: [{ errors: [CardDeclined], as: e, steps: { y: { task: save, input: { id: "${ e.data.reason }" } } } }] }',
  "the data of another error": 'x: { task: charge, input: { cents: 1 }, catch: [{ errors: [CardDeclined] }, { errors: [Busy], as: e, result: "${ e.data.reason }" }] }',
  "the data of any error": 'x: { task: charge, input: { cents: 1 }, catch: [{ errors: ["*"], as: e, result: "${ e.data.reason }" }] }',
  "the data of an unknown error": 'x: { task: charge, input: { cents: 1 }, catch: [{ errors: [Lost], as: e, result: "${ e.data.reason }" }] }',
  "an error told by its name": 'x: { task: charge, input: { cents: 1 }, catch: [{ errors: [CardDeclined, Busy], as: e, steps: { y: { task: save, when: "${ e.name === \'CardDeclined\' }", input: { id: "${ e.message }" } } }, result: "${ e.name === \'CardDeclined\' ? e.data.reason : e.message }" }] }',
  "a name that no error has": 'x: { task: charge, input: { cents: 1 }, catch: [{ errors: [CardDeclined, Busy], as: e, result: "${ e.name === \'Lost\' }" }] }',
  "an error that goes on": 'pay: { task: charge, input: { cents: 1 }, catch: [{ errors: [Busy], rethrow: true }, { errors: ["*"], as: e, steps: { y: { task: save, input: { id: "${ e.message }" } } }, rethrow: true }] }, x: { task: save, input: { id: "${ steps.pay.paymentId }" } }',
  "an error within an error": 'x: { task: charge, input: { cents: 1 }, catch: [{ errors: [CardDeclined], as: e, steps: { y: { task: charge, input: { cents: 1 }, catch: [{ errors: [Busy], as: f, result: "${ e.data.reason + f.message }" }] } } }] }',
  "an item that failed": 'all: { forEach: { items: "${ input.items }", as: item, onError: collect }, task: find, input: { id: a } }, x: { value: "${ steps.all.map(r => r.ok ? r.value.id : r.error.message) }" }',
  "an item that may have failed": 'all: { forEach: { items: "${ input.items }", as: item, onError: collect }, task: find, input: { id: a } }, x: { value: "${ steps.all.map(r => r.value.id) }" }',
  "the items that did not fail": 'all: { forEach: { items: "${ input.items }", as: item, onError: collect }, steps: { y: { task: find, input: { id: "${ item.id }" } } } }, x: { value: "${ steps.all.filter(r => r.ok).map(r => r.value.y.id) }" }',
  "items without a branch": 'all: { forEach: { items: "${ input.items }", as: item }, switch: [{ when: "${ item.price > 3 }", result: "${ item.id }" }] }, x: { value: "${ steps.all.map(one => one.trim()) }" }',
  "items with a signal": 'all: { forEach: { items: "${ input.items }", as: item }, waitForSignal: review, timeout: 1d }, x: { value: "${ steps.all.map(one => one?.approved === true) }" }',
  "what a group gives its compensation": 'x: { steps: { y: { task: find, input: { id: a } } }, compensate: { task: save, input: { id: "${ output.y.id }" } } }',
  "what a group does not give": 'x: { steps: { y: { task: find, input: { id: a } } }, compensate: { task: save, input: { id: "${ output.id }" } } }',
  "what a switch may give its compensation": 'x: { switch: [{ when: "${ input.count > 1 }", result: a }], compensate: { task: save, input: { id: "${ output }" } } }',
  "what a switch gives its compensation": 'x: { switch: [{ when: "${ input.count > 1 }", result: a }, { result: b }], compensate: { task: save, input: { id: "${ output }" } } }',
  "what an item gives its compensation": 'x: { forEach: { items: "${ input.items }", as: item }, steps: { y: { task: find, input: { id: a } } }, compensate: { task: save, input: { id: "${ output.y.id + item.id + index }" } } }',
  "what a call gives its compensation, whatever is caught": 'x: { task: find, input: { id: a }, catch: [{ errors: ["*"], result: 3 }], compensate: { task: save, input: { id: "${ output.id }" } } }',
};

export function agreementCases(): readonly AgreementCase[] {
  const cases = SOURCES.flatMap((source) => {
    const { test, not, read, steps } = source;
    const whole = quoted(read);
    const guards = [
      ["not asked for", ""],
      ["asked for", `when: ${quoted(test)},`],
      ["asked for the opposite", `when: ${quoted(not)},`],
    ] as const;
    return [
      ...guards.flatMap(([guard, when]) =>
        Object.entries(PLACES).map(([place, write]) => ({
          title: `${source.title}, ${guard}, ${place}`,
          steps: `${steps} ${write(when, whole)}`,
        })),
      ),
      ...Object.entries(LATER).flatMap(([place, write]) => [
        { title: `${source.title}, not excluded, ${place}`, steps: `${steps} ${write(COUNT, place.startsWith("condition") ? read : whole)}` },
        { title: `${source.title}, excluded, ${place}`, steps: `${steps} ${write(quoted(not), place.startsWith("condition") ? read : whole)}` },
      ]),
      {
        title: `${source.title}, within an expression`,
        steps: `${steps} x: { value: ${quoted(`${test} ? ${read} : 'none'`)} }`,
      },
    ];
  });
  const values = Object.entries(VALUES).map(([title, steps]) => ({ title, steps }));
  return [...cases, ...values].map((one, index) => ({ ...one, name: `w${index}` }));
}

function quoted(expression: string): string {
  return `"\${ ${expression} }"`;
}
