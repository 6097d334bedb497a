import type { Tracer } from "@opentelemetry/api";
import type { SensitiveRule } from "../task/index.ts";
import type { TraceMode, Workflow } from "../workflow/index.ts";
import type { TaskAttempt } from "./bind-task.ts";
import type { cronTimes, startSchedule } from "./schedule/index.ts";
import type { Validator } from "./validator.ts";

/** What an engine needs of the telemetry that generated code defines. */
export interface ApplicationTelemetry {
  /** Registers the providers. Called before the first run, and perhaps again. */
  start(): void;
  /** Exports what is queued. Must have a deadline of its own and report its own failures. */
  flush(): Promise<void>;
  /** As `flush`, for spans alone. Default: `flush`. */
  flushSpans?(): Promise<void>;
  /**
   * Something to wait for before making more spans, where so many wait to be exported that some would soon be
   * dropped. Must not reject.
   */
  ready?(): Promise<void> | undefined;
  /**
   * Whether spans can be given ids that are settled before they are made, which engines that keep a journal ask for. Default:
   * they cannot.
   */
  reservesSpanIds?(): boolean;
  /** Workflows that have a sampler of their own: their runs must begin in contexts that say so. */
  readonly sampledWorkflows?: ReadonlySet<string>;
  /** Where to look at a trace; undefined if the spec does not say. */
  traceUrl(traceId: string): string | undefined;
}

/** How one value of the spec's `context` travels. */
export interface ContextEntry {
  /** It is read from the baggage that a run starts with, and sent on as baggage. */
  readonly baggage?: boolean;
  /** The attribute that carries it on every span of a run. */
  readonly attribute?: string;
  /** Log records carry it: under the name of the attribute, if it has one, else under its own. */
  readonly log?: boolean;
  /** How its attribute and its log field are shown. */
  readonly sensitive?: SensitiveRule;
}

/** The spec's `context`: what travels with a run to every task and every child. */
export interface ApplicationContext {
  /** Loads what checks all values as one object and fills in their defaults. Called before the first run. */
  readonly validate: () => Promise<Validator<unknown>>;
  readonly entries: Readonly<Record<string, ContextEntry>>;
}

/** How the spans of a run are laid out, as the spec's `telemetry` says. */
export interface TraceOptions {
  /** Of workflows that do not say so themselves. Default: `single`. */
  readonly mode?: TraceMode | undefined;
  /** With `auto`, milliseconds that a run may wait within one trace. Default: an hour. */
  readonly longestWait?: number | undefined;
  /** Above it, items of a `forEach` are counted on its span. The tracer must be made by `limitSpans`. Default: no limit. */
  readonly spansPerRun?: number | undefined;
  /**
   * On an engine that keeps a journal: the span of an attempt is exported before the engine hears of its end, so that
   * whatever is killed, no attempt that the engine knows of lacks a span. Default: false.
   */
  readonly durableSpans?: boolean | undefined;
}

/** What checks the values that a workflow gets from outside. Loaded when first needed. */
export interface WorkflowValidators {
  /** Left out, the input is taken as it is. */
  readonly input?: (() => Promise<Validator<unknown>>) | undefined;
  /** By name, all signals that the workflow waits for. */
  readonly signals?: Readonly<Record<string, () => Promise<Validator<unknown>>>> | undefined;
}

/** A workflow of an application. */
export interface WorkflowDefinition<Input, Output> extends WorkflowValidators {
  readonly workflow: Workflow<Input, Output, never>;
  /** Where it has a schedule. Cron is loaded by whoever starts one, and by nobody else. */
  readonly scheduler?: LoadScheduler | undefined;
  /** Loads what makes the inputs of the runs that the schedule begins. Left out where the workflow takes none. */
  readonly scheduledInput?: (() => Promise<ScheduledInput<unknown>>) | undefined;
}

/**
 * Makes the input of a run from the time at which it is due by its schedule, however late it begins. On an engine it
 * may be called again for the same run.
 */
export type ScheduledInput<Input> = (due: Date) => Promise<Input>;

/** Loads `@gen-flows/runtime/schedule`. */
export type LoadScheduler = () => Promise<{
  readonly startSchedule: typeof startSchedule;
  readonly cronTimes: typeof cronTimes;
}>;

/** A workflow that has a schedule. */
export interface ScheduledWorkflowDefinition<Input, Output> extends WorkflowDefinition<Input, Output> {
  readonly scheduler: LoadScheduler;
}

/** All that `gen-flows` generated from one spec but its tasks: what whoever calls the workflows has to know too. */
export interface Application {
  /** Of the spec. */
  readonly name: string;
  readonly version: string;
  readonly telemetry: ApplicationTelemetry;
  readonly tracer: Tracer;
  /** By their names. */
  readonly workflows: Readonly<Record<string, WorkflowDefinition<never, unknown>>>;
  /** Left out if the spec declares none. */
  readonly context?: ApplicationContext | undefined;
  /** How many bytes an input, an output of a task, or a signal may have as JSON. Default: no limit. */
  readonly payloadBytes?: number | undefined;
  /** Left out where the spec says nothing of it. */
  readonly traces?: TraceOptions | undefined;
  /** What to do with a run whose carrier carries no trace. Default: it begins a new one, and nothing is said. */
  readonly onMissingParent?: "warn" | "error" | undefined;
}

/** The tasks of an application with their handlers, by the names in their contracts. */
export type Tasks = Readonly<Record<string, TaskAttempt>>;
