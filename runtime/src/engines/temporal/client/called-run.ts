import { INVALID_TRACEID, trace } from "@opentelemetry/api";
import { WorkflowFailedError, WorkflowNotFoundError } from "@temporalio/client";
import type { WorkflowClient } from "@temporalio/client";
import type { Workflow } from "../../../workflow/index.ts";
import type { ApplicationTelemetry } from "../../application.ts";
import type { Check } from "../../check.ts";
import type { CallerOptions, Run } from "../../client.ts";
import { referenceTo } from "../../durable/span-reference.ts";
import { toWireError } from "../../durable/wire-error.ts";
import { callerOf } from "../../launch/caller.ts";
import { cancelOnAbort } from "../../launch/cancel-on-abort.ts";
import type { RunDescription } from "../../run-description.ts";
import { RunEndedError, UnknownRunError, UnknownSignalError } from "../../run-errors.ts";
import { CANCEL_REASON_SIGNAL } from "../protocol.ts";
import type { SignalHeader } from "../protocol.ts";
import { describeRun } from "./describe-run.ts";
import { runErrorOf } from "./run-failure.ts";
import type { TemporalServer } from "./server.ts";

/** The workflow that a run is of. */
export interface CalledRunHome {
  readonly server: TemporalServer;
  readonly workflow: Workflow<never, unknown, never>;
  /** Of the signals that the workflow waits for, by name. */
  readonly signals: ReadonlyMap<string, Check<unknown>>;
  readonly telemetry: ApplicationTelemetry;
}

/** A run on Temporal, as its callers reach it. */
export class CalledRun<Output> implements Run<Output> {
  readonly id: string;
  readonly traceId: string;
  private readonly home: CalledRunHome;
  private outcome: Promise<Output> | undefined;
  private stopListening: () => void = () => {};

  constructor(home: CalledRunHome, id: string, traceId: string) {
    this.home = home;
    this.id = id;
    this.traceId = traceId;
  }

  get traceUrl(): string | undefined {
    const { traceId } = this;
    return traceId === INVALID_TRACEID ? undefined : this.home.telemetry.traceUrl(traceId);
  }

  result(): Promise<Output> {
    this.outcome ??= this.awaitResult().finally(() => this.stopListening());
    return this.outcome;
  }

  async cancel(reason?: unknown): Promise<void> {
    const { id } = this;
    try {
      await this.home.server.ask(async (client) => {
        const handle = client.getHandle(id);
        if (reason !== undefined) {
          await handle.signal(CANCEL_REASON_SIGNAL, toWireError(reason));
        }
        await handle.cancel();
      });
    } catch (error) {
      // It has ended.
      if (!(error instanceof WorkflowNotFoundError)) {
        throw error;
      }
    }
  }

  async signal(name: string, payload: unknown, options: CallerOptions = {}): Promise<void> {
    const { server, signals, workflow } = this.home;
    const check = signals.get(name);
    if (check === undefined) {
      throw new UnknownSignalError(workflow.name, name, [...signals.keys()]);
    }
    const sender = trace.getSpanContext(callerOf(options));
    const checked = await check(payload);
    const header: SignalHeader = sender === undefined ? {} : { sender: referenceTo(sender) };
    try {
      await server.ask((client) => this.send(client, name, checked), header);
    } catch (error) {
      throw error instanceof WorkflowNotFoundError ? await this.goneError() : error;
    }
  }

  async describe(): Promise<RunDescription> {
    const { server, workflow } = this.home;
    const description = await this.known(() => server.ask((client) => client.getHandle(this.id).describe()));
    return describeRun(workflow, description, description.status.name === "FAILED" ? await this.failure() : undefined);
  }

  /** Cancels the run when `signal` aborts, until it is over. */
  listenTo(signal: AbortSignal | undefined): void {
    this.stopListening = cancelOnAbort(signal, (reason) => this.cancel(reason));
  }

  private async send(client: WorkflowClient, name: string, payload: unknown): Promise<void> {
    await client.getHandle(this.id).signal(name, ...(payload === undefined ? [] : [payload]));
  }

  private async awaitResult(): Promise<Output> {
    try {
      return (await this.known(() =>
        this.home.server.askPatiently((client) => client.result(this.id)),
      )) as Output;
    } catch (error) {
      throw error instanceof WorkflowFailedError ? runErrorOf(this.id, error.cause) : error;
    }
  }

  private async failure(): Promise<{ readonly error: unknown } | undefined> {
    try {
      await this.result();
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  /** Why the run takes no more signals. */
  private async goneError(): Promise<Error> {
    try {
      await this.describe();
      return new RunEndedError(this.id);
    } catch (error) {
      return error as Error;
    }
  }

  private async known<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      throw error instanceof WorkflowNotFoundError ? new UnknownRunError(this.home.workflow.name, this.id) : error;
    }
  }
}
