import { deedOf } from "./behaviour.ts";
import type { RandomSpec } from "./random-spec.ts";
import { evaluate } from "./evaluate.ts";
import { dependenciesOf, stepsOf } from "./spec-steps.ts";
import type { SpecBlock, SpecStep } from "./spec-steps.ts";
import type { RandomTask } from "./vocabulary.ts";

/**
 * Says what a run of a spec must come to, from the spec alone: it knows the rules of the language, and nothing of how
 * code is generated or run. Expressions are JavaScript, so JavaScript evaluates them.
 */

/** A span as the rules promise it. */
export interface ExpectedSpan {
  readonly name: string;
  /** Unique in the run: the kind and path, and the attempt of a task. */
  readonly id: string;
  readonly parent: string;
  readonly stepId: string | undefined;
  readonly index: number | undefined;
  readonly attempt: number | undefined;
  /** `depends_on charge#1`. */
  readonly links: readonly string[];
  readonly isFailed: boolean;
}

export interface Expectation {
  readonly output: unknown;
  readonly spans: readonly ExpectedSpan[];
  /** Idempotency keys of the calls that were made, with the attempt. */
  readonly calls: readonly string[];
}

/** A failure that a spec declares. */
class Declined extends Error {
  override readonly name = "Declined";
  readonly data: unknown;

  constructor(data: unknown) {
    super("Declined");
    this.data = data;
  }
}

/** Where in the run something stands. */
interface Position {
  /** With a slash at the end, or empty. */
  readonly idPrefix: string;
  readonly pathPrefix: string;
  readonly index: number | undefined;
  /** The id of the span above. */
  readonly parent: string;
  readonly runId: string;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, unknown>>;
  /** What a step waited for, and before that the group around it; nothing in a `forEach`, whose span has it. */
  readonly waitedFor: Waited;
}

/** The ids of the spans that whoever waits for a step links to. */
type Waited = readonly string[];

interface Undo {
  readonly run: () => void;
}

/** What a step or block came to. */
interface Came {
  readonly value: unknown;
  readonly tails: Waited;
}

export function expectedRun(spec: RandomSpec, input: unknown, runId: string): Expectation {
  const spans: ExpectedSpan[] = [];
  const calls: string[] = [];
  let undos: Undo[] = [];
  const tasks = new Map(spec.vocabulary.tasks.map((task) => [task.name, task]));
  const document = spec.document as { readonly workflows: Readonly<Record<string, SpecBlock>> };

  function runWorkflow(name: string, given: unknown, id: string, span: Omit<ExpectedSpan, "name" | "isFailed">): unknown {
    spans.push({ ...span, name: `workflow ${name}`, isFailed: false });
    const workflow = document.workflows[name] as SpecBlock;
    const outerUndos = undos;
    undos = [];
    const scope = { input: given, workflow: { id } };
    const came = runBlock(workflow, {
      idPrefix: "", pathPrefix: "", index: undefined, parent: span.id, runId: id, scope, steps: {}, waitedFor: [],
    });
    undos = outerUndos;
    return workflow.result === undefined ? undefined : evaluate(workflow.result, { ...scope, steps: came.steps });
  }

  /** Runs the steps of a block, each once all that it waits for is done. */
  function runBlock(block: SpecBlock, position: Position): { readonly steps: Readonly<Record<string, unknown>>; readonly tails: Waited } {
    const steps = stepsOf(block);
    const done = new Map<string, Came>();
    const awaited = new Set<string>();
    const run = (name: string): Came => {
      const known = done.get(name);
      if (known !== undefined) {
        return known;
      }
      const step = steps.find((one) => one.name === name) as SpecStep;
      const upstream = dependenciesOf(step, steps, Array.isArray(block.steps));
      const waited = upstream.map((other) => {
        awaited.add(other);
        return run(other);
      });
      const values = Object.fromEntries([...done].map(([other, { value }]) => [other, value]));
      const waitedFor = upstream.length === 0 ? position.waitedFor : distinct(waited.flatMap(({ tails }) => tails));
      const came = runStep(step, { ...position, steps: { ...position.steps, ...values }, waitedFor });
      done.set(name, came);
      return came;
    };
    for (const { name } of steps) {
      run(name);
    }
    const last = steps.filter(({ name }) => !awaited.has(name)).flatMap(({ name }) => done.get(name)?.tails ?? []);
    return {
      steps: { ...position.steps, ...Object.fromEntries([...done].map(([name, { value }]) => [name, value])) },
      tails: distinct(last),
    };
  }

  function runStep(step: SpecStep, position: Position): Came {
    if (step.body.when !== undefined && evaluate(step.body.when, scopeOf(position)) === false) {
      return { value: undefined, tails: position.waitedFor };
    }
    const links = linksOf(position.waitedFor);
    const at = { stepId: position.idPrefix + step.name, path: position.pathPrefix + step.name };
    const clause = step.body.catch?.[0];
    if (clause === undefined) {
      return runWhole(step, at, position, links);
    }
    return guarded(
      () => runWhole(step, at, position, links),
      (error) => {
        const caught = clause.as === undefined ? {} : { [clause.as]: { name: error.name, message: error.message, data: error.data } };
        const inner = { ...position, scope: { ...position.scope, ...caught } };
        const handle = (): Came => {
          if (clause.steps === undefined) {
            return { value: undefined, tails: position.waitedFor };
          }
          const block = runBlock(clause, below(inner, { stepId: `${at.stepId}.catch`, path: `${at.path}.catch` }));
          return { value: undefined, tails: tailsOf(block.tails, position) };
        };
        if (clause.rethrow !== true) {
          return handle();
        }
        guarded(handle, () => ({ value: undefined, tails: [] }));
        throw error;
      },
    );
  }

  /** Runs something whose failure is handled: what had completed within is undone first. */
  function guarded(run: () => Came, handle: (error: Declined) => Came): Came {
    const outerUndos = undos;
    undos = [];
    try {
      const came = run();
      outerUndos.push(...undos);
      undos = outerUndos;
      return came;
    } catch (error) {
      if (!(error instanceof Declined)) {
        throw error;
      }
      const inner = undos;
      undos = outerUndos;
      for (const undo of inner.toReversed()) {
        undo.run();
      }
      return handle(error);
    }
  }

  function runWhole(step: SpecStep, at: Place, position: Position, links: readonly string[]): Came {
    const { forEach } = step.body;
    if (forEach === undefined) {
      return runCall(step, at, position, links);
    }
    const items = evaluate(forEach.items, scopeOf(position)) as readonly unknown[];
    const span: ExpectedSpan = {
      name: `forEach ${at.stepId}`,
      id: `forEach ${position.runId}/${at.path}`,
      parent: position.parent,
      stepId: at.stepId,
      index: position.index,
      attempt: undefined,
      links,
      isFailed: false,
    };
    spans.push(span);
    const runItem = (item: unknown, index: number): Came =>
      runCall(
        step,
        { stepId: at.stepId, path: `${at.path}/${index}` },
        { ...position, index, parent: span.id, waitedFor: [], scope: { ...position.scope, [forEach.as]: item, index } },
        [],
      );
    const values = items.map((item, index) => {
      if (forEach.onError !== "collect") {
        return orFailed(span, () => runItem(item, index)).value;
      }
      return guarded(
        () => ({ value: { ok: true, value: runItem(item, index).value }, tails: [] }),
        ({ name, message, data }) => ({ value: { ok: false, error: { name, message, data } }, tails: [] }),
      ).value;
    });
    return { value: values, tails: [span.id] };
  }

  function orFailed(span: ExpectedSpan, run: () => Came): Came {
    try {
      return run();
    } catch (error) {
      spans[spans.indexOf(span)] = { ...span, isFailed: true };
      throw error;
    }
  }

  function runCall({ body }: SpecStep, at: Place, position: Position, links: readonly string[]): Came {
    const common = { parent: position.parent, stepId: at.stepId, index: position.index, links, isFailed: false };
    if (body.task !== undefined) {
      return callTask(body, at, position, links);
    }
    if (body.workflow !== undefined) {
      const id = `${position.runId}/${at.path}`;
      const input = body.input === undefined ? undefined : evaluate(body.input, scopeOf(position));
      const span = { ...common, id: `workflow ${id}`, attempt: undefined };
      return { value: runWorkflow(body.workflow, input, id, span), tails: [span.id] };
    }
    if ("value" in body) {
      return { value: evaluate(body.value, scopeOf(position)), tails: position.waitedFor };
    }
    if (body.sleep !== undefined || body.waitForSignal !== undefined) {
      const name = body.waitForSignal === undefined ? `sleep ${at.stepId}` : `wait ${body.waitForSignal}`;
      const id = `timer ${position.runId}/${at.path}`;
      spans.push({ ...common, name, id, attempt: undefined });
      return { value: undefined, tails: [id] };
    }
    if (body.steps !== undefined) {
      return runGroup(body as SpecBlock, at, position);
    }
    const taken = (body.switch ?? []).find(({ when }) => when === undefined || evaluate(when, scopeOf(position)) === true);
    if (taken === undefined) {
      return { value: undefined, tails: position.waitedFor };
    }
    return taken.steps === undefined
      ? { value: taken.result === undefined ? undefined : evaluate(taken.result, scopeOf(position)), tails: position.waitedFor }
      : runGroup(taken, at, position);
  }

  function runGroup(block: SpecBlock, at: Place, position: Position): Came {
    const came = runBlock(block, below(position, at));
    const names = stepsOf(block).map(({ name }) => name);
    const record = Object.fromEntries(names.map((name) => [name, came.steps[name]]));
    const value = block.result === undefined ? record : evaluate(block.result, { ...position.scope, steps: came.steps });
    return { value, tails: tailsOf(came.tails, position) };
  }

  function callTask(body: SpecStep["body"], at: Place, position: Position, links: readonly string[]): Came {
    const task = tasks.get(body.task ?? "") as RandomTask;
    const { output, last } = attemptTask(task, `${position.runId}/${at.path}`, position, at, links, false);
    const { compensate } = body;
    if (compensate !== undefined) {
      const undo = tasks.get(compensate.task) as RandomTask;
      undos.push({
        run: () => {
          try {
            attemptTask(undo, `${position.runId}/${at.path}.compensate`, { ...position, parent: `workflow ${position.runId}` }, at, [`compensates ${last}`], true);
          } catch (error) {
            if (!(error instanceof Declined)) {
              throw error;
            }
          }
        },
      });
    }
    return { value: output, tails: [last] };
  }

  function attemptTask(
    task: RandomTask,
    key: string,
    position: Position,
    at: Place,
    links: readonly string[],
    compensates: boolean,
  ): { readonly output: unknown; readonly last: string } {
    for (let attempt = 1; ; attempt += 1) {
      const deed = deedOf(task, key, attempt);
      const id = `task ${key}#${attempt}`;
      const previous = attempt === 1 ? [] : [`previous_attempt task ${key}#${attempt - 1}`];
      calls.push(`${key}#${attempt}`);
      spans.push({
        name: compensates ? `compensate ${task.name}` : `task ${task.name}`,
        id,
        parent: position.parent,
        stepId: at.stepId,
        index: position.index,
        attempt,
        links: [...previous, ...links],
        isFailed: deed.kind !== "returns",
      });
      if (deed.kind === "returns") {
        return { output: deed.output, last: id };
      }
      if (deed.kind === "declines") {
        throw new Declined(deed.data);
      }
    }
  }

  const rootSpan = { id: `workflow ${runId}`, parent: "", stepId: undefined, index: undefined, attempt: undefined, links: [] };
  const output = runWorkflow(spec.main.name, input, runId, rootSpan);
  return { output, spans, calls };
}

/** The static and the dynamic name of a place. */
interface Place {
  readonly stepId: string;
  readonly path: string;
}

function below(position: Position, at: Place): Position {
  return { ...position, idPrefix: `${at.stepId}/`, pathPrefix: `${at.path}/` };
}

function scopeOf({ scope, steps }: Position): Readonly<Record<string, unknown>> {
  return { ...scope, steps };
}

/** Of a block without a span in it, what the block waited for. */
function tailsOf(tails: Waited, { waitedFor }: Position): Waited {
  return tails.length === 0 ? waitedFor : tails;
}

function distinct(spans: Waited): Waited {
  return [...new Set(spans)];
}

/** Several spans are linked to; a single one is what the parent says already. */
function linksOf(spans: Waited): readonly string[] {
  return spans.length < 2 ? [] : spans.map((span) => `depends_on ${span}`);
}
