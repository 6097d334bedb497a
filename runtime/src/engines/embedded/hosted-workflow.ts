import { trace } from "@opentelemetry/api";
import type { Context } from "@opentelemetry/api";
import { endSpan, withSpanBudget } from "../../task/index.ts";
import type { Workflow } from "../../workflow/index.ts";
import type { WorkflowDefinition } from "../application.ts";
import type { Check } from "../check.ts";
import type { CallerOptions, Run } from "../client.ts";
import { arrivalAttributes, arrivalOf } from "../launch/arrival.ts";
import { sampledContext } from "../launch/sampled-context.ts";
import { startSubmission } from "../launch/submission.ts";
import { createWorkflowChecks } from "../launch/workflow-checks.ts";
import { EmbeddedRun } from "./embedded-run.ts";
import type { RunHome } from "./embedded-run.ts";
import { EndedRun } from "./ended-run.ts";
import type { ChildPlace, ChildWorkflow, Host } from "./host.ts";
import { KnownRuns } from "./known-runs.ts";

/** How a run begins, whatever the spec declares. */
export interface LaunchOptions extends CallerOptions {
  readonly context?: object | undefined;
  readonly runId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One workflow of an application, and its runs. */
export class HostedWorkflow<Input, Output> implements RunHome<Input, Output>, ChildWorkflow {
  readonly host: Host;
  readonly workflow: Workflow<Input, Output, never>;
  readonly check: Check<unknown>;
  readonly signals: ReadonlyMap<string, Check<unknown>>;
  private readonly known = new KnownRuns<Run<Output>>();

  constructor(host: Host, definition: WorkflowDefinition<Input, Output>) {
    const { input, signals } = createWorkflowChecks(definition, host.application.payloadBytes);
    this.host = host;
    this.workflow = definition.workflow;
    this.check = input;
    this.signals = signals;
    host.workflows.set(definition.workflow.name, this);
  }

  find(id: string): Run<Output> | undefined {
    return this.known.get(id);
  }

  /**
   * Begins a run, or finds the one of that id.
   *
   * @param detached Whether nobody waits for its end: then a span of its own says that it was submitted.
   */
  launch(input: unknown, options: LaunchOptions, detached: boolean): Promise<Run<Output>> {
    const { runId } = options;
    return runId === undefined
      ? this.begin(crypto.randomUUID(), input, options, detached)
      : this.known.getOrBegin(runId, () => this.begin(runId, input, options, detached));
  }

  startChild(id: string, input: unknown, place: ChildPlace): EmbeddedRun<Input, Output> {
    const run = new EmbeddedRun(this, id, input as Input, this.sampled(place.caller), place.scope, place);
    this.known.add(id, run, true);
    run.begin(undefined);
    return run;
  }

  ended(run: EmbeddedRun<Input, Output>): void {
    this.known.ended(run.id, () => new EndedRun(run, this.host.application.telemetry));
  }

  private async begin(id: string, input: unknown, options: LaunchOptions, detached: boolean): Promise<Run<Output>> {
    const { host, workflow } = this;
    // First, because it registers the propagators that read the carrier.
    host.application.telemetry.start();
    const limit = host.application.traces?.spansPerRun;
    const arrival = arrivalOf(workflow.name, options, host.application.onMissingParent);
    const outside = limit === undefined ? arrival.caller : withSpanBudget(arrival.caller, limit);
    const checked = (await this.check(input)) as Input;
    const { caller: carrying, scope, droppedBaggage } =
      host.readContext === undefined
        ? { caller: outside, scope: host.scope, droppedBaggage: 0 }
        : await host.readContext(workflow.name, options.context, outside);
    const caller = this.sampled(carrying);
    const submission = detached
      ? startSubmission(host.application.tracer, { workflow: workflow.name, runId: id, scope }, caller)
      : undefined;
    const above = submission === undefined ? caller : trace.setSpan(caller, submission);
    const attributes = arrivalAttributes(arrival.isParentMissing, arrival.droppedBaggage + droppedBaggage);
    const run = new EmbeddedRun(this, id, checked, above, scope, undefined, attributes);
    // Nobody is told the id of a run that has none given and is waited for.
    this.known.add(id, run, detached || options.runId !== undefined);
    if (options.signal !== undefined) {
      run.listenTo(options.signal);
    }
    host.admission.admit(run);
    if (submission !== undefined) {
      endSpan(submission);
    }
    return run;
  }

  /** The context in which a run begins, where the workflow has a sampler of its own. */
  private sampled(caller: Context): Context {
    return sampledContext(this.host.application.telemetry, this.workflow.name, caller);
  }
}
