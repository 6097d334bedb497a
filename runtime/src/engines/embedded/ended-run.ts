import { INVALID_TRACEID } from "@opentelemetry/api";
import type { ApplicationTelemetry } from "../application.ts";
import type { Run } from "../client.ts";
import { RunEndedError } from "../run-errors.ts";

/** What is kept of a run that has ended: its steps, and the context that it began in, are not. */
export class EndedRun<Output> implements Run<Output> {
  readonly id: string;
  readonly traceId: string;
  private readonly telemetry: ApplicationTelemetry;
  private readonly outcome: Promise<Output>;

  constructor(run: Run<Output>, telemetry: ApplicationTelemetry) {
    this.id = run.id;
    this.traceId = run.traceId;
    this.outcome = run.result();
    this.telemetry = telemetry;
  }

  get traceUrl(): string | undefined {
    return this.traceId === INVALID_TRACEID ? undefined : this.telemetry.traceUrl(this.traceId);
  }

  result(): Promise<Output> {
    return this.outcome;
  }

  cancel(): void {}

  async signal(): Promise<void> {
    throw new RunEndedError(this.id);
  }
}
