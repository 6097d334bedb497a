import type { Tracer } from "@opentelemetry/api";
import type { TaskAttempt } from "./bind-task.ts";

/** What an engine needs of the telemetry that generated code defines. */
export interface ApplicationTelemetry {
  /** Registers the providers. Called before the first run, and perhaps again. */
  start(): void;
  /** Exports what is queued. Must have a deadline of its own and report its own failures. */
  flush(): Promise<void>;
  /**
   * Something to wait for before making more spans, where so many wait to be exported that some would soon be
   * dropped. Must not reject.
   */
  ready?(): Promise<void> | undefined;
  /** Where to look at a trace; undefined if the spec does not say. */
  traceUrl(traceId: string): string | undefined;
}

/** All that `gen-flows` generated from one spec, as an engine sees it. */
export interface Application {
  readonly telemetry: ApplicationTelemetry;
  readonly tracer: Tracer;
  /** By the names in their contracts. */
  readonly tasks: Readonly<Record<string, TaskAttempt>>;
  /** Further runs wait, first come, first served. Default: no limit. */
  readonly maxConcurrentRuns?: number | undefined;
}
