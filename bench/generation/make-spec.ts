/** Tasks in one workflow: a spec of 1,000 tasks has 100 workflows. */
const TASKS_A_WORKFLOW = 10;

/**
 * A spec with so many tasks: six properties in each request and response, and workflows that pass the response
 * of each task on to the next through expressions.
 *
 * @param edited Gives one task in the middle another description.
 */
export function makeSpec(count: number, edited = false): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const tasks = indices.map((index) => [`task${index}`, makeTask(index, edited && index === Math.floor(count / 2))]);
  const workflows = indices
    .filter((index) => index % TASKS_A_WORKFLOW === 0)
    .map((first) => [`workflow${first}`, makeWorkflow(indices.slice(first, first + TASKS_A_WORKFLOW))]);
  const spec = {
    specVersion: 1,
    name: "generation",
    version: "1.0.0",
    tasks: Object.fromEntries(tasks),
    workflows: Object.fromEntries(workflows),
    telemetry: { provider: "adopt" },
    output: { directory: "flows" },
  };
  return `${JSON.stringify(spec, null, 2)}\n`;
}

/** A spec with ten tasks, and so many workflows that each call them all: every workflow adds expressions and nothing else. */
export function makeWorkflows(count: number): string {
  const indices = Array.from({ length: TASKS_A_WORKFLOW }, (_, index) => index);
  const spec = {
    specVersion: 1,
    name: "generation",
    version: "1.0.0",
    schemas: { Payload: PAYLOAD },
    tasks: Object.fromEntries(indices.map((index) => [`task${index}`, { input: REFERENCE, output: REFERENCE }])),
    workflows: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`workflow${index}`, makeWorkflow(indices)]),
    ),
    telemetry: { provider: "adopt" },
    output: { directory: "flows" },
  };
  return `${JSON.stringify(spec, null, 2)}\n`;
}

const REFERENCE = { $ref: "#/schemas/Payload" };

const PROPERTIES = {
  id: { type: "string" },
  name: { type: "string" },
  amount: { type: "integer" },
  ratio: { type: "number" },
  active: { type: "boolean" },
  tags: { type: "array", items: { type: "string" } },
};

const PAYLOAD = { type: "object", required: Object.keys(PROPERTIES), properties: PROPERTIES };

function makeTask(index: number, edited: boolean): object {
  return {
    description: edited ? `Task ${index}, edited.` : `Task ${index}.`,
    input: PAYLOAD,
    output: PAYLOAD,
    span: { kind: "client", attributes: { "generation.id": "${ input.id }", "generation.amount": "${ output.amount }" } },
  };
}

function makeWorkflow(indices: readonly number[]): object {
  const steps = indices.map((index, position) => {
    const before = position === 0 ? "input" : `steps.step${index - 1}`;
    return [`step${index}`, { task: `task${index}`, input: makeInput(before) }];
  });
  return { input: PAYLOAD, output: PAYLOAD, steps: Object.fromEntries(steps), result: `\${ steps.step${indices.at(-1)} }` };
}

function makeInput(before: string): object {
  return {
    id: `\${ ${before}.id }`,
    name: `\${ ${before}.name.trim() }`,
    amount: `\${ ${before}.amount + 1 }`,
    ratio: `\${ ${before}.active ? ${before}.ratio : 0 }`,
    active: `\${ ${before}.amount > 0 }`,
    tags: `\${ ${before}.tags.filter(tag => tag !== '') }`,
  };
}
