import { bindTask, Attempt } from "@gen-flows/runtime";
import type { TaskAttempt } from "@gen-flows/runtime";
import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { measure as measureCaller, score as scoreCaller } from "./flows/generated/contracts.ts";
import { fulfil } from "./flows/generated/index.ts";
import { attemptMeasure } from "./flows/generated/tasks/measure.ts";
import { attemptScore } from "./flows/generated/tasks/score.ts";
import { measure } from "./flows/tasks/measure.ts";
import { score } from "./flows/tasks/score.ts";
import { Call } from "./hand-written/call.ts";
import { fulfil as fulfilByHand } from "./hand-written/fulfil.ts";
import * as lean from "./hand-written/lean.ts";
import { measure as measureByHand } from "./hand-written/measure.ts";
import { score as scoreByHand } from "./hand-written/score.ts";
import type { Case } from "./cases.ts";
import type { Operation } from "./measure/pairs.ts";
import { assessment, order } from "./work.ts";

const RUN_ID = "run-1";
const STEP_ID = "step";

/** Who does the work of a case. Not every case has a leaner one. */
export interface Contestants extends Readonly<Record<string, Operation>> {
  readonly generated: Operation;
  readonly "hand-written": Operation;
}

export function contestantsOf({ work }: Pick<Case, "work">): Contestants {
  switch (work) {
    case "workflow":
      return {
        generated: () => fulfil.run(order),
        "hand-written": () => fulfilByHand(order),
        lean: () => lean.fulfil(order),
      };
    case "task": {
      const parent = startParent();
      return {
        generated: generatedTask(bindTask(attemptScore, score), scoreCaller(assessment), parent),
        "hand-written": () => scoreByHand(assessment, callBelow(parent)),
        lean: () => lean.score(assessment, parent),
      };
    }
    case "metrics": {
      const parent = startParent();
      return {
        generated: generatedTask(bindTask(attemptMeasure, measure), measureCaller(assessment), parent),
        "hand-written": () => measureByHand(assessment, callBelow(parent)),
      };
    }
  }
}

/** What a task is below: the span of a run, which outlives the bench. */
function startParent(): Context {
  return trace.setSpan(ROOT_CONTEXT, trace.getTracer("bench").startSpan("run"));
}

function callBelow(parent: Context): Call {
  return new Call(RUN_ID, STEP_ID, undefined, parent, []);
}

/** Calls a traced task as an engine does: with an attempt of its own. */
function generatedTask(task: TaskAttempt, call: ReturnType<typeof scoreCaller>, parent: Context): Operation {
  const run = {
    contract: call.contract,
    input: call.input,
    stepId: STEP_ID,
    path: STEP_ID,
    index: undefined,
    compensates: false,
    links: [],
    succeed() {},
    fail() {},
  };
  return () => task(assessment as never, new Attempt(run, RUN_ID, 1, parent, undefined));
}
