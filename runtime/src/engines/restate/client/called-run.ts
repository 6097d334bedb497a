import { INVALID_TRACEID, propagation } from "@opentelemetry/api";
import type { ApplicationTelemetry } from "../../application.ts";
import type { CallerOptions, Run } from "../../client.ts";
import { asJson } from "../../durable/plain-data.ts";
import { callerOf } from "../../launch/caller.ts";
import { cancelOnAbort } from "../../launch/cancel-on-abort.ts";
import type { WorkflowChecks } from "../../launch/workflow-checks.ts";
import type { RunDescription } from "../../run-description.ts";
import { RunEndedError, UnknownSignalError } from "../../run-errors.ts";
import type { Ingress, RunAddress } from "./ingress.ts";
import { CANCEL, DESCRIBE, signalHandler } from "../names.ts";
import { describeState } from "../run-state.ts";
import type { RunState } from "../run-state.ts";

/** The workflow that a run is of. */
export interface CalledRunHome {
  readonly ingress: Ingress;
  /** The name of the workflow. */
  readonly workflow: string;
  readonly checks: WorkflowChecks;
  readonly telemetry: ApplicationTelemetry;
}

/** A run on Restate, as its callers reach it. */
export class CalledRun<Output> implements Run<Output> {
  readonly id: string;
  readonly traceId: string;
  private readonly home: CalledRunHome;
  private readonly address: RunAddress;
  private outcome: Promise<Output> | undefined;
  private stopListening: () => void = () => {};

  constructor(home: CalledRunHome, id: string, traceId: string) {
    this.home = home;
    this.id = id;
    this.traceId = traceId;
    this.address = { workflow: home.workflow, runId: id };
  }

  get traceUrl(): string | undefined {
    const { traceId } = this;
    return traceId === INVALID_TRACEID ? undefined : this.home.telemetry.traceUrl(traceId);
  }

  result(): Promise<Output> {
    this.outcome ??= (this.home.ingress.attach(this.address) as Promise<Output>).finally(() => this.stopListening());
    return this.outcome;
  }

  async cancel(reason?: unknown): Promise<void> {
    await this.home.ingress.call(this.address, CANCEL, plainReason(reason));
  }

  async signal(name: string, payload: unknown, options: CallerOptions = {}): Promise<void> {
    const { ingress, checks, telemetry, workflow } = this.home;
    const check = checks.signals.get(name);
    if (check === undefined) {
      throw new UnknownSignalError(workflow, name, [...checks.signals.keys()]);
    }
    // First, because it registers the propagators that read and write headers.
    telemetry.start();
    const headers: Record<string, string> = {};
    propagation.inject(callerOf(options), headers);
    const checked = await check(payload);
    try {
      await ingress.call(this.address, signalHandler(name), checked, headers);
    } catch (error) {
      throw error instanceof Error && error.name === RunEndedError.name ? new RunEndedError(this.id) : error;
    }
  }

  async describe(): Promise<RunDescription> {
    const state = (await this.home.ingress.call(this.address, DESCRIBE, undefined)) as RunState | null;
    return describeState(this.id, this.home.workflow, state);
  }

  /** Cancels the run when `signal` aborts, until it is over. */
  listenTo(signal: AbortSignal | undefined): void {
    this.stopListening = cancelOnAbort(signal, (reason) => this.cancel(reason));
  }
}

/** What of a reason can be sent. */
function plainReason(reason: unknown): unknown {
  return reason instanceof Error ? { name: reason.name, message: reason.message } : asJson(reason)?.value;
}
