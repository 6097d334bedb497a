import { isFreeOnEngines } from "./names.ts";
import type { Names } from "./names.ts";

/** A spec, and what a run of its workflow `main` must come to. */
export interface NamedSpec {
  readonly document: object;
  readonly names: Names;
  readonly output: Readonly<Record<string, string>>;
}

/** A step, and the text that its value comes to. */
interface NamedStep {
  readonly step: object;
  /** The expression for the text, of `steps.<name>`. */
  readonly read: (value: string) => string;
  readonly text: string;
}

const TEXT = { type: "string" };

/** How many kinds of steps there are. */
const KINDS = 10;

/** A spec of every construct, in which everything is called as `names` says. Handlers return `<task>:<text>`. */
export function namedSpec(names: Names): NamedSpec {
  const schemas = Object.fromEntries(names.schemas.map((name) => [name, holding(name)]));
  const steps = names.steps.map((name, index) => [name, namedStep(names, index)] as const);
  const tasks = names.tasks.map((name, index) => {
    const schema = at(names.schemas, index);
    const error = at(names.errors, index);
    const task = {
      input: { type: "object", required: ["text"], properties: { text: TEXT, [name]: refer(schema), fails: { type: "boolean" } } },
      output: holding("text"),
      errors: Object.fromEntries([...new Set([error, at(names.errors, index + 1)])].map((one) => [one, { retryable: false, data: holding("why") }])),
      span: { attributes: { [name]: "${ input.text }", "app.context": `\${ context.${at(names.context, index)} }` } },
      events: { [name]: { attributes: { [name]: TEXT } } },
      metrics: { [name.startsWith("_") ? `app.${name}` : name]: { instrument: "counter", value: 1, attributes: { [name]: "${ input.text }" } } },
    };
    return [name, task];
  });
  const children = names.children.map((name, index) => {
    const step = at(names.steps, index);
    const task = at(names.tasks, index);
    const workflow = {
      input: holding("text"),
      output: holding("text"),
      steps: { [step]: { task, input: { text: "${ input.text }" } } },
      result: { text: `\${ steps.${step}.text }` },
    };
    return [name, workflow];
  });
  const bodies = names.bodies.map((name, index) => [name, { input: refer(at(names.schemas, index)), output: holding("text") }]);
  return {
    names,
    output: Object.fromEntries(steps.map(([name, { text: expected }]) => [name, expected])),
    document: {
      specVersion: 1,
      name: "named",
      version: "1.0.0",
      schemas,
      context: Object.fromEntries(names.context.map((name) => [name, { schema: { ...TEXT, default: `default ${name}` }, propagate: "baggage", attribute: `app.${name}` }])),
      signals: Object.fromEntries(names.signals.map((name) => [name, holding(name)])),
      defaults: { task: { retry: { maximumAttempts: 1 } } },
      tasks: Object.fromEntries(tasks),
      workflows: Object.fromEntries([
        ...children,
        ...bodies,
        [
          names.main,
          {
            input: holding("text"),
            output: { type: "object", required: names.steps, properties: Object.fromEntries(names.steps.map((name) => [name, TEXT])) },
            steps: Object.fromEntries(steps.map(([name, { step }]) => [name, step])),
            result: Object.fromEntries(steps.map(([name, { read }]) => [name, `\${ ${read(`steps.${name}`)} }`])),
          },
        ],
      ]),
      telemetry: { provider: "none" },
      ...([...names.tasks, ...names.children, ...names.bodies, names.main, ...names.signals].every(isFreeOnEngines) && {
        engines: { restate: {}, temporal: {} },
      }),
    },
  };
}

/** Each name of `names` is used by the step of its turn. */
function namedStep(names: Names, index: number): NamedStep {
  const turn = Math.floor(index / KINDS);
  const task = at(names.tasks, index);
  const child = at(names.children, index);
  const inner = at(names.inner, turn);
  const item = at(names.items, turn);
  const caught = at(names.caught, turn);
  const signal = at(names.signals, turn);
  const context = at(names.context, turn);
  const body = at(names.bodies, index);
  const call = { task, input: { text: "${ input.text }" } };
  const kinds: readonly NamedStep[] = [
    { step: call, read: (value) => `${value}.text`, text: `${task}:given` },
    { step: { workflow: child, input: { text: "child" } }, read: (value) => `${value}.text`, text: `${at(names.tasks, names.children.indexOf(child))}:child` },
    { step: { value: `\${ context.${context} }` }, read: (value) => value, text: `default ${context}` },
    { step: { steps: { [inner]: call } }, read: (value) => `${value}.${inner}.text`, text: `${task}:given` },
    {
      step: { forEach: { items: "${ [input.text] }", as: item }, task, input: { text: `\${ ${item} + index }` } },
      read: (value) => `${value}.map(one => one.text).join()`,
      text: `${task}:given0`,
    },
    {
      step: { switch: [{ when: "${ input.text === 'given' }", steps: { [inner]: call }, result: `\${ steps.${inner}.text }` }, { result: "other" }] },
      read: (value) => value,
      text: `${task}:given`,
    },
    {
      step: {
        task,
        input: { text: "declines", fails: true },
        catch: [
          { errors: [at(names.errors, names.tasks.indexOf(task))], as: caught, result: { text: `\${ ${caught}.data.why + ${caught}.name }` } },
          { errors: ["*"], as: caught, rethrow: true, steps: { [inner]: { task, input: { text: `\${ ${caught}.message }` } } } },
        ],
      },
      read: (value) => `${value}.text`,
      text: `why${at(names.errors, names.tasks.indexOf(task))}`,
    },
    { step: { waitForSignal: signal }, read: (value) => `${value}.${signal}`, text: `sent ${signal}` },
    {
      step: body === "" ? { value: "no body" } : { workflow: body, input: { [at(names.schemas, names.bodies.indexOf(body))]: "x" }, catch: [{ errors: ["*"], as: caught, result: { text: "no body" } }] },
      read: (value) => (body === "" ? value : `${value}.text`),
      text: "no body",
    },
    {
      step: { ...call, compensate: { task, input: { text: "${ output.text }" } } },
      read: (value) => `${value}.text`,
      text: `${task}:given`,
    },
  ];
  return at(kinds, index);
}

function refer(name: string): object {
  return { $ref: `#/schemas/${name}` };
}

function holding(name: string): object {
  return { type: "object", required: [name], properties: { [name]: TEXT } };
}

/** The list, over and over. */
function at<Value>(values: readonly Value[], index: number): Value {
  return (values.length === 0 ? "" : values[index % values.length]) as Value;
}
