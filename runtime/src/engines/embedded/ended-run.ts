import { INVALID_TRACEID } from "@opentelemetry/api";
import type { ApplicationTelemetry } from "../application.ts";
import type { Run } from "../client.ts";
import type { RunDescription } from "../run-description.ts";
import { RunEndedError } from "../run-errors.ts";

/** A run that ends. */
export interface EndingRun<Output> extends Run<Output> {
  readonly description: RunDescription;
}

/** What is kept of a run that has ended: its steps, and the context that it began in, are not. */
export class EndedRun<Output> implements Run<Output> {
  readonly id: string;
  readonly traceId: string;
  private readonly description: RunDescription;
  private readonly telemetry: ApplicationTelemetry;
  private readonly outcome: Promise<Output>;

  constructor(run: EndingRun<Output>, telemetry: ApplicationTelemetry) {
    this.id = run.id;
    this.traceId = run.traceId;
    this.description = run.description;
    this.outcome = run.result();
    this.telemetry = telemetry;
  }

  get traceUrl(): string | undefined {
    return this.traceId === INVALID_TRACEID ? undefined : this.telemetry.traceUrl(this.traceId);
  }

  result(): Promise<Output> {
    return this.outcome;
  }

  async cancel(): Promise<void> {}

  async describe(): Promise<RunDescription> {
    return this.description;
  }

  async signal(): Promise<void> {
    throw new RunEndedError(this.id);
  }
}
