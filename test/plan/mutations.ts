import type { Draw } from "../properties/draw.ts";

/** What a change of a spec does to the plan of its workflow `main`. */
export type Effect = "nothing" | "the plan";

type Json = Record<string, unknown>;

/** A change of a spec. */
export interface Mutation {
  readonly name: string;
  readonly effect: Effect;
  /** Changes the document; false where it has nothing to change. */
  readonly apply: (document: Json, draw: Draw) => boolean;
}

export const MUTATIONS: readonly Mutation[] = [
  { name: "another version", effect: "nothing", apply: (document) => set(document, "version", "9.9.9") },
  { name: "a description", effect: "nothing", apply: onStep(() => true, (step) => set(step, "description", "What it does")) },
  { name: "a lint level", effect: "nothing", apply: (document) => set(document, "lint", { "unused-task": "off" }) },
  { name: "keys in another order", effect: "nothing", apply: onStep(() => true, turnKeys) },
  { name: "retries of tasks", effect: "nothing", apply: (document) => set(document, "defaults", { task: { retry: { maximumAttempts: 9 } } }) },
  { name: "a timeout of a call", effect: "nothing", apply: onStep(isTask, (step) => set(step, "startToCloseTimeout", "7s")) },
  { name: "a time for all attempts", effect: "nothing", apply: onStep(isTask, (step) => set(step, "scheduleToCloseTimeout", "1h")) },
  { name: "a task's span", effect: "nothing", apply: onTask((task) => set(task, "span", { kind: "client" })) },
  { name: "a longer sleep", effect: "nothing", apply: onStep((step) => "sleep" in step, (step) => set(step, "sleep", "9ms")) },
  { name: "a longer timeout", effect: "nothing", apply: onStep((step) => "timeout" in step, (step) => set(step, "timeout", "9ms")) },
  { name: "parentheses", effect: "nothing", apply: onStep((step) => isHole(step["when"]), (step) => set(step, "when", inParentheses(step["when"]))) },
  { name: "another name of an item", effect: "nothing", apply: onStep((step) => "forEach" in step, renameItem) },
  { name: "another result", effect: "nothing", apply: (document) => set(mainOf(document), "result", { another: "result" }) },
  { name: "another step", effect: "the plan", apply: (document) => addStep(mainOf(document)) },
  { name: "another name of a step", effect: "the plan", apply: (document, draw) => renameStep(mainOf(document), draw) },
  { name: "another condition", effect: "the plan", apply: onStep((step) => isHole(step["when"]), (step) => set(step, "when", `\${ !(${holeOf(step["when"])}) }`)) },
  { name: "a condition", effect: "the plan", apply: onStep((step) => step["when"] === undefined, (step) => set(step, "when", "${ workflow.id === '' }")) },
  { name: "a wider window", effect: "the plan", apply: onStep((step) => "forEach" in step, (step) => widen(step["forEach"] as Json)) },
  { name: "other items", effect: "the plan", apply: onStep((step) => "forEach" in step, (step) => set(step["forEach"] as Json, "items", ["a", "b", "c", "d"])) },
  { name: "another value", effect: "the plan", apply: onStep((step) => isHole(step["value"]), (step) => set(step, "value", `\${ (${holeOf(step["value"])}) + 7 }`)) },
  { name: "a sleep that is shown", effect: "the plan", apply: onStep((step) => "sleep" in step, (step) => set(step, "sleep", "5s")) },
  { name: "a timeout that is shown", effect: "the plan", apply: onStep((step) => "timeout" in step, (step) => set(step, "timeout", "1h")) },
  { name: "no timeout", effect: "the plan", apply: onStep((step) => "timeout" in step, (step) => delete step["timeout"]) },
  { name: "retries of a child", effect: "the plan", apply: onStep((step) => "workflow" in step, (step) => set(step, "retry", { maximumAttempts: 3 })) },
  { name: "an execution timeout", effect: "the plan", apply: (document) => set(mainOf(document), "executionTimeout", "1h") },
  { name: "another undoing", effect: "the plan", apply: onStep((step) => "compensate" in step, (step) => delete step["compensate"]) },
  { name: "rethrow", effect: "the plan", apply: onStep((step) => "catch" in step, (step) => turnRethrow((step["catch"] as Json[])[0] as Json)) },
  { name: "a task of the worker's own", effect: "the plan", apply: moveTask },
  { name: "another input", effect: "nothing", apply: onStep((step) => isTask(step) && typeof step["input"] === "object", (step) => set(step["input"] as Json, "more", 1)) },
  { name: "an input", effect: "nothing", apply: onStep((step) => isTask(step) && step["input"] === undefined, (step) => set(step, "input", "given")) },
];

/** Any change at any place; most of them make a spec that is refused. */
export function changeAnything(document: Json, draw: Draw): void {
  const spots = spotsIn(draw.chance(80) ? mainOf(document) : document);
  const { holder, key } = draw.pick(spots);
  const value = holder[key];
  draw.pick([
    () => delete holder[key],
    () => turnKeys(holder),
    () => (holder[key] = structuredClone(draw.pick(spots).holder[key] ?? value)),
    () => (holder[key] = typeof value === "number" ? value + 1 : draw.pick([true, 2, "x", "${ workflow.id }", []])),
  ])();
}

export function mainOf(document: Json): Json {
  return (document["workflows"] as Json)["main"] as Json;
}

/** The steps of a block at any depth. */
function stepsIn(block: Json): readonly Json[] {
  const own = Object.values(block["steps"] ?? {}) as Json[];
  return own.flatMap((step) => {
    const blocks = [step, ...((step["switch"] ?? []) as Json[]), ...((step["catch"] ?? []) as Json[])];
    return [step, ...blocks.flatMap(stepsIn)];
  });
}

function onStep(fits: (step: Json) => boolean, change: (step: Json) => boolean): Mutation["apply"] {
  return (document, draw) => {
    const steps = stepsIn(mainOf(document)).filter(fits);
    return steps.length > 0 && change(draw.pick(steps));
  };
}

function onTask(change: (task: Json) => boolean): Mutation["apply"] {
  return (document, draw) => change(draw.pick(Object.values(document["tasks"] as Json) as Json[]));
}

function isTask(step: Json): boolean {
  return "task" in step;
}

function set(holder: Json, key: string, value: unknown): true {
  holder[key] = value;
  return true;
}

/** The same members from the last to the first; lists stay as they are. */
function turnKeys(holder: Json): boolean {
  if (Array.isArray(holder)) {
    return false;
  }
  const members = Object.entries(holder).toReversed();
  for (const [key] of members) {
    delete holder[key];
  }
  Object.assign(holder, Object.fromEntries(members));
  return true;
}

/** A text that is one expression from end to end. */
function isHole(text: unknown): boolean {
  return typeof text === "string" && text.startsWith("${ ") && text.endsWith(" }") && text.indexOf("${", 1) === -1;
}

function holeOf(text: unknown): string {
  return String(text).slice("${ ".length, -" }".length);
}

function inParentheses(text: unknown): string {
  return `\${   (${holeOf(text)})}`;
}

function renameItem(step: Json): boolean {
  const forEach = step["forEach"] as { as: string };
  const name = forEach.as;
  const replaced = JSON.parse(
    JSON.stringify(step, (_, value: unknown) =>
      typeof value === "string" ? value.replaceAll(new RegExp(`(?<![\\w.'])${name}\\b`, "g"), "renamed") : value,
    ),
  ) as Json;
  Object.assign(step, replaced, { forEach: { ...(replaced["forEach"] as Json), items: (step["forEach"] as Json)["items"], as: "renamed" } });
  return true;
}

function addStep(main: Json): boolean {
  const steps = main["steps"];
  if (Array.isArray(steps)) {
    steps.push({ name: "surplus", sleep: "1ms" });
  } else {
    (steps as Json)["surplus"] = { sleep: "1ms" };
  }
  return true;
}

/** Of the steps that nobody names. */
function renameStep(main: Json, draw: Draw): boolean {
  const steps = main["steps"] as Json;
  const text = JSON.stringify(main);
  const free = Array.isArray(steps) ? [] : Object.keys(steps).filter((name) => !text.includes(`steps.${name}`) && !text.includes(`["${name}"`) && !text.includes(`,"${name}"]`));
  if (free.length === 0) {
    return false;
  }
  const name = draw.pick(free);
  main["steps"] = Object.fromEntries(Object.entries(steps).map(([key, step]) => [key === name ? "renamed" : key, step]));
  return true;
}

function widen(forEach: Json): boolean {
  return set(forEach, "maxConcurrency", Number(forEach["maxConcurrency"]) + 1);
}

function turnRethrow(clause: Json): boolean {
  return set(clause, "rethrow", clause["rethrow"] !== true);
}

function moveTask(document: Json, draw: Draw): boolean {
  const called = stepsIn(mainOf(document)).filter(isTask);
  if (called.length === 0) {
    return false;
  }
  const task = (document["tasks"] as Json)[String(draw.pick(called)["task"])] as Json;
  return set(task, "placement", "inline");
}

function spotsIn(value: unknown): readonly { readonly holder: Json; readonly key: string }[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const holder = value as Json;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...spotsIn(holder[key])]);
}
