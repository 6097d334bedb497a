import type { Draw } from "./draw.ts";
import type { Field, Shape } from "./shape.ts";
import { asHole, listsIn, writeCondition, writeExpression, writeValue } from "./values.ts";
import type { Known } from "./values.ts";
import type { RandomTask, Vocabulary } from "./vocabulary.ts";

/** Where steps are made. */
export interface Place {
  readonly known: readonly Known[];
  /** Names that steps, items and errors of this place must not hide. */
  readonly visible: readonly string[];
  readonly vocabulary: Vocabulary;
  /** Of blocks. */
  readonly depth: number;
  /**
   * Somebody handles a failure of what stands here. Then it runs one after the other: which siblings a failure
   * reaches would be a matter of time otherwise.
   */
  readonly mayFail: boolean;
}

export interface RandomBlock {
  readonly steps: unknown;
  /** What can be named once the steps are done. */
  readonly known: readonly Known[];
  /** The values of the steps, as a record. Undefined where no step has one. */
  readonly record: Shape | undefined;
}

/** What a step leaves. */
interface Made {
  readonly step: Record<string, unknown>;
  /** Undefined where there is no value. */
  readonly shape: Shape | undefined;
  readonly isOptional: boolean;
}

const NAMES = ["fraud", "stock", "flow", "charge", "delete", "value", "undo", "error", "Math", "left", "right", "last", "s1", "s2"];
const ITEMS = ["item", "page", "each", "part", "options"];
const ERRORS = ["failure", "problem", "reason"];
const MAXIMUM_DEPTH = 3;

/** Steps of any kind, in any order and combination. */
export function randomBlock(place: Place, draw: Draw): RandomBlock {
  const free = NAMES.filter((name) => !place.visible.includes(name));
  const names = shuffle(free, draw).slice(0, place.depth === 0 ? 2 + draw.number(5) : 1 + draw.number(2));
  const isSequence = place.mayFail || draw.chance(15);
  const visible = [...place.visible, ...names];
  const steps: [string, Record<string, unknown>][] = [];
  const values: Known[] = [];
  for (const name of names) {
    const made = randomStep({ ...place, known: [...place.known, ...values], visible }, draw);
    const after = isSequence ? [] : steps.map(([other]) => other).filter(() => draw.chance(15));
    steps.push([name, { ...made.step, ...(after.length > 0 && { after }) }]);
    if (made.shape !== undefined) {
      values.push({ code: `steps.${name}`, shape: made.shape, isOptional: made.isOptional });
    }
  }
  const fields = values.map(({ code, ...field }): [string, Field] => [code.slice("steps.".length), field]);
  return {
    steps: isSequence
      ? steps.map(([name, step]) => ({ name, ...step }))
      : Object.fromEntries(draw.chance(30) ? shuffle(steps, draw) : steps),
    known: [...place.known, ...values],
    record: fields.length === 0 ? undefined : { kind: "object", fields: Object.fromEntries(fields) },
  };
}

function randomStep(place: Place, draw: Draw): Made {
  const condition = draw.chance(25) ? writeCondition(place.known, draw) : undefined;
  const conditioned = condition === undefined ? place : { ...place, known: condition.known };
  const isGuarded = draw.chance(20);
  const within = isGuarded ? { ...conditioned, mayFail: true } : conditioned;
  const made = draw.chance(25) ? randomForEach(within, draw) : randomCall(within, draw);
  return {
    step: {
      ...(condition && { when: asHole(condition.code) }),
      ...made.step,
      ...(isGuarded && { catch: [randomCatch(conditioned, draw)] }),
    },
    shape: made.shape,
    isOptional: made.isOptional || condition !== undefined || isGuarded,
  };
}

function randomForEach(place: Place, draw: Draw): Made {
  const lists = listsIn(place.known);
  const list = lists.length > 0 && draw.chance(80) ? draw.pick(lists) : undefined;
  const as = freshName(ITEMS, place, draw);
  const known: Known[] = [
    ...place.known.filter(({ code }) => code !== "index"),
    { code: as, shape: list?.items ?? { kind: "string" }, isOptional: false },
    { code: "index", shape: { kind: "number" }, isOptional: false },
  ];
  const isCollected = draw.chance(40);
  const inner = { ...place, known, visible: [...place.visible, as], mayFail: place.mayFail || isCollected };
  const { step } = randomCall(inner, draw);
  return {
    step: {
      forEach: {
        items: list === undefined ? ["one", "two"] : asHole(list.isOptional ? `${list.code} ?? []` : list.code),
        as,
        // A failure ends a `forEach` that does not collect: only one after the other is it certain what ran before.
        maxConcurrency: place.mayFail && !isCollected ? 1 : 1 + draw.number(3),
        ...(isCollected && { onError: "collect" }),
      },
      ...step,
    },
    // Only the length of the list is read: what it holds may be anything.
    shape: { kind: "array", items: { kind: "object", fields: {} } },
    isOptional: false,
  };
}

function randomCall(place: Place, draw: Draw): Made {
  const kinds = ["task", "task", "task", "value", "workflow", "sleep", "waitForSignal"] as const;
  const nested = place.depth < MAXIMUM_DEPTH ? (["group", "switch"] as const) : [];
  switch (draw.pick([...kinds, ...nested])) {
    case "task":
      return callTask(place, draw);
    case "workflow":
      return callWorkflow(place, draw);
    case "value":
      return { step: { value: asHole(writeNumber(place, draw)) }, shape: { kind: "number" }, isOptional: false };
    case "sleep":
      return { step: { sleep: `${1 + draw.number(3)}ms` }, shape: undefined, isOptional: false };
    case "waitForSignal": {
      // Nobody sends signals here: every wait ends with its timeout.
      const [name, shape] = draw.pick(Object.entries(place.vocabulary.signals));
      return { step: { waitForSignal: name, timeout: "2ms" }, shape, isOptional: true };
    }
    case "group": {
      const block = randomBlock({ ...place, depth: place.depth + 1 }, draw);
      return draw.chance(30)
        ? { step: { steps: block.steps, result: asHole(writeNumber({ known: block.known }, draw)) }, shape: { kind: "number" }, isOptional: false }
        : { step: { steps: block.steps }, shape: block.record, isOptional: false };
    }
    case "switch":
      return switchOf(place, draw);
  }
}

/** A computation, whose type is `number` and not that of one value. */
function writeNumber({ known }: Pick<Place, "known">, draw: Draw): string {
  return `${writeExpression({ kind: "number" }, known, draw)} + 1`;
}

/** Branches come to different things: nobody reads more than that there is one. */
function switchOf(place: Place, draw: Draw): Made {
  const branches = draw.list(2, () => ({
    when: asHole(writeExpression({ kind: "boolean" }, place.known, draw)),
    ...branchOf(place, draw),
  }));
  const hasDefault = branches.length === 0 || draw.chance(50);
  return {
    step: { switch: [...branches, ...(hasDefault ? [branchOf(place, draw)] : [])] },
    shape: undefined,
    isOptional: true,
  };
}

function branchOf(place: Place, draw: Draw): object {
  return draw.chance(60)
    ? { steps: randomBlock({ ...place, depth: place.depth + 1 }, draw).steps }
    : { result: writeValue({ kind: "number" }, place.known, draw) };
}

function callTask(place: Place, draw: Draw): Made {
  const task = draw.pick(place.vocabulary.tasks.filter(({ behaviour }) => place.mayFail || behaviour !== "declining"));
  const step = {
    task: task.name,
    ...(task.input && { input: writeValue(task.input, place.known, draw) }),
    ...(draw.chance(30) && { compensate: compensationOf(task, place, draw) }),
  };
  return { step, shape: task.output, isOptional: false };
}

function compensationOf({ output }: RandomTask, place: Place, draw: Draw): object {
  const undo = draw.pick(place.vocabulary.tasks);
  const known: readonly Known[] =
    output === undefined ? place.known : [...place.known, { code: "output", shape: output, isOptional: false }];
  return { task: undo.name, ...(undo.input && { input: writeValue(undo.input, known, draw) }) };
}

/** What is caught leaves nothing that others read. */
function randomCatch(place: Place, draw: Draw): object {
  const isNamed = draw.chance(60);
  const as = draw.chance(60) ? freshName(ERRORS, place, draw) : undefined;
  const message: Known = { code: `${as}.message`, shape: { kind: "string" }, isOptional: false };
  const known = as === undefined ? place.known : [...place.known, message];
  const visible = as === undefined ? place.visible : [...place.visible, as];
  const hasSteps = place.depth < MAXIMUM_DEPTH && draw.chance(50);
  return {
    errors: [isNamed ? "Declined" : "*"],
    ...(as !== undefined && { as }),
    ...(hasSteps && { steps: randomBlock({ ...place, known, visible, depth: place.depth + 1 }, draw).steps }),
    ...(place.mayFail && draw.chance(30) && { rethrow: true }),
  };
}

function callWorkflow(place: Place, draw: Draw): Made {
  const { workflows } = place.vocabulary;
  if (workflows.length === 0) {
    return callTask(place, draw);
  }
  const child = draw.pick(workflows);
  return {
    step: { workflow: child.name, ...(child.input && { input: writeValue(child.input, place.known, draw) }) },
    shape: child.output,
    isOptional: false,
  };
}

/** A name that hides nothing. */
function freshName(names: readonly string[], { visible }: Place, draw: Draw): string {
  const free = names.filter((name) => !visible.includes(name));
  return free.length === 0 ? `${names[0]}${visible.length}` : draw.pick(free);
}

function shuffle<Value>(values: readonly Value[], draw: Draw): Value[] {
  const left = [...values];
  return values.map(() => left.splice(draw.number(left.length - 1), 1)[0] as Value);
}
