import type * as fc from "fast-check";
import { drawn } from "./draw.ts";
import type { Draw } from "./draw.ts";
import { randomBlock } from "./random-block.ts";
import { schemaOf } from "./shape.ts";
import type { Field, Shape } from "./shape.ts";
import { writeValue } from "./values.ts";
import { DECLINED } from "./vocabulary.ts";
import type { RandomTask, RandomWorkflow, Vocabulary } from "./vocabulary.ts";

/** A spec that is valid, and what its tests have to know of it. */
export interface RandomSpec {
  /** As JSON. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly vocabulary: Vocabulary;
  /** The workflow to run. */
  readonly main: RandomWorkflow;
}

const SCALARS = ["string", "number", "boolean"] as const;
const RULES = ["mask", "hash", "drop"] as const;
const TASK_NAMES = ["charge", "delete", "flow", "input", "Error", "send_mail", "class", "step"];
const BEHAVIOURS = ["declining", "steady", "flaky"] as const;
const FIELD_NAMES = ["id", "count", "tags", "isNew", "default", "na-me", "lines"];

/** Specs of every construct that can be run without a failure that nobody handles. */
export const randomSpecs: fc.Arbitrary<RandomSpec> = drawn(buildSpec);

function buildSpec(draw: Draw): RandomSpec {
  const schemas: Record<string, Shape> = {};
  for (const name of ["Order", "Line"]) {
    schemas[name] = randomObject(Object.values(schemas), draw);
  }
  const shapes = Object.values(schemas);
  const tasks = TASK_NAMES.slice(0, 3 + draw.number(TASK_NAMES.length - 3)).map((name, index): RandomTask => {
    const behaviour = BEHAVIOURS[index] ?? draw.pick(["steady", "flaky", "declining"] as const);
    return {
      name,
      behaviour,
      input: draw.chance(80) ? draw.pick(shapes) : undefined,
      output: draw.chance(80) ? randomOutput(shapes, draw) : undefined,
    };
  });
  const signals = { approve: draw.pick(shapes), cancel_it: draw.pick(shapes) };
  const workflows: RandomWorkflow[] = [];
  const written: Record<string, unknown> = {};
  for (const name of ["small", "medium", "main"]) {
    const workflow = { name, input: draw.chance(90) ? draw.pick(shapes) : undefined, output: draw.pick([undefined, ...shapes]) };
    written[name] = writeWorkflow(workflow, { tasks, workflows: [...workflows], signals, schemas }, draw);
    workflows.push(workflow);
  }
  const vocabulary = { tasks, workflows, signals, schemas };
  return {
    vocabulary,
    main: workflows.at(-1) as RandomWorkflow,
    document: {
      specVersion: 1,
      name: "random",
      version: "1.0.0",
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, shape]) => [name, schemaOf(shape)])),
      signals: Object.fromEntries(Object.entries(signals).map(([name, shape]) => [name, use(shape, schemas)])),
      defaults: { task: { retry: { maximumAttempts: 3, initialInterval: "1ms", maximumInterval: "2ms" } } },
      tasks: Object.fromEntries(tasks.map((task) => [task.name, writeTask(task, schemas)])),
      workflows: written,
      telemetry: { provider: "adopt" },
    },
  };
}

function writeWorkflow(workflow: RandomWorkflow, vocabulary: Vocabulary, draw: Draw): unknown {
  const root = workflow.input && [{ code: "input", shape: workflow.input, isOptional: false }];
  const id = { code: "workflow.id", shape: { kind: "string" } as const, isOptional: false };
  const block = randomBlock({ known: [...(root ?? []), id], visible: [], vocabulary, depth: 0, mayFail: false }, draw);
  return {
    ...(workflow.input && { input: use(workflow.input, vocabulary.schemas) }),
    ...(workflow.output && { output: use(workflow.output, vocabulary.schemas) }),
    ...(workflow.input && { span: { attributes: attributesOf("input", workflow.input) } }),
    steps: block.steps,
    ...(workflow.output && { result: writeValue(workflow.output, block.known, draw) }),
  };
}

function writeTask({ input, output, behaviour }: RandomTask, schemas: Vocabulary["schemas"]): unknown {
  return {
    ...(input && { input: use(input, schemas) }),
    ...(output && { output: use(output, schemas) }),
    span: { attributes: { ...(input && attributesOf("input", input)), ...(output && attributesOf("output", output)) } },
    ...(behaviour === "declining" && { errors: { Declined: { retryable: false, data: schemaOf(DECLINED) } } }),
  };
}

/** Attributes of a whole value, and of each text in it that has a name. */
function attributesOf(code: "input" | "output", shape: Shape): Readonly<Record<string, string>> {
  const fields = shape.kind === "object" ? Object.entries(shape.fields) : [];
  const texts = fields.filter(([, field]) => field.shape.kind === "string");
  return Object.fromEntries([
    [`app.${code}`, `\${ JSON.stringify(${code}) }`],
    ...texts.map(([name]) => [`app.${code}.${name}`, `\${ ${code}['${name}'] }`]),
  ]);
}

/** A reference where the shape has a name. */
function use(shape: Shape, schemas: Vocabulary["schemas"]): object {
  const name = Object.keys(schemas).find((one) => schemas[one] === shape);
  return name === undefined ? schemaOf(shape) : { $ref: `#/schemas/${name}` };
}

function randomOutput(shapes: readonly Shape[], draw: Draw): Shape {
  return draw.pick<Shape>([...shapes, { kind: "array", items: draw.pick(shapes) }, { kind: draw.pick(SCALARS) }]);
}

function randomObject(others: readonly Shape[], draw: Draw): Shape {
  const fields = FIELD_NAMES.filter(() => draw.chance(60)).map((name): [string, Field] => [
    name,
    { shape: randomField(others, draw), isOptional: draw.chance(30) },
  ]);
  return { kind: "object", fields: Object.fromEntries([["key", { shape: { kind: "string" }, isOptional: false }], ...fields]) };
}

function randomField(others: readonly Shape[], draw: Draw): Shape {
  const kind = draw.pick(SCALARS);
  const scalar: Shape = kind === "string" && draw.chance(45) ? { kind, sensitive: draw.pick(RULES) } : { kind };
  return draw.pick<Shape>([scalar, scalar, { kind: "array", items: draw.pick([scalar, ...others]) }, ...others]);
}
