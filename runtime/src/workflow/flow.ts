import type { Attributes } from "@opentelemetry/api";
import type { Log } from "../logs/log.ts";
import type {
  Call,
  CatchCall,
  Collected,
  ForEachCall,
  GroupCall,
  Outcome,
  RethrowCall,
  SignalCall,
  SleepCall,
  SwitchCall,
  Undo,
  ValueCall,
} from "./call.ts";
import type { FlowError } from "./flow-error.ts";
import type { Schedule } from "./schedule.ts";
import type { TraceMode } from "./trace-mode.ts";

/** A step of a running workflow. Not a promise: nothing floats, and `const` order makes the plan acyclic. */
export interface Step<Value> {
  readonly id: string;
  /** Never set: it only carries the type of the value. */
  readonly output?: () => Value;
}

/** The values of steps, in their order. */
export type Values<Upstream extends readonly Step<unknown>[]> = {
  readonly [Index in keyof Upstream]: Upstream[Index] extends Step<infer Value> ? Value : never;
};

/** What a handler of errors leaves; nothing where it does not handle the error. */
type Handled<Made> = Made extends undefined ? never : Outcome<Made>;

/** What workflows and groups have in common: they add steps, and describe what these do. */
export interface Steps<Context> {
  /** The run's id. */
  readonly id: string;
  /** When the run began, as an RFC 3339 timestamp; the same at every replay. */
  readonly startedAt: string;
  /** What travels with the run, typed by the spec. */
  readonly context: Context;

  /**
   * Adds a step. `begin` is called once every upstream step has settled, with their values, and says what to
   * do: a call, or `undefined` to skip the step. It must be synchronous and free of side effects.
   *
   * @param id Unique in the workflow or group; part of the idempotency key, hence stable across releases.
   * @param upstream Steps to wait for. They are linked to this step's spans when there are several.
   */
  step<const Upstream extends readonly Step<unknown>[], Made extends Call<unknown> | undefined>(
    id: string,
    upstream: Upstream,
    begin: (...values: Values<Upstream>) => Made,
  ): Step<Outcome<Made>>;

  /** A value that needs no task. Literals keep their types, so that it can be one of the values of an enum. */
  value<const Output>(value: Output): ValueCall<Output>;

  /**
   * One call for each item; the results come in the order of `items`. With `collect`, a failed item fails nothing
   * else, and what had completed of it is compensated at once.
   */
  forEach<Item, Made extends Call<unknown>>(
    items: readonly Item[],
    options: { readonly maxConcurrency: number; readonly onError: "collect" },
    call: (item: Item, index: number) => Made,
  ): ForEachCall<readonly Collected<Outcome<Made>>[]>;
  forEach<Item, Made extends Call<unknown>>(
    items: readonly Item[],
    options: { readonly maxConcurrency: number },
    call: (item: Item, index: number) => Made,
  ): ForEachCall<readonly Outcome<Made>[]>;

  /** Steps of their own, invisible outside. The value is what `body` returns, which must be synchronous. */
  group<Output>(body: (flow: Group<Context>) => GroupResult<Output>, options?: Undo<Output>): GroupCall<Output>;
  group(body: (flow: Group<Context>) => void, options?: Undo<void>): GroupCall<void>;

  /** A call that is chosen when it begins, where one place of the code has to stand for several calls. */
  switch<Made extends Call<unknown> | undefined>(
    choose: () => Made,
    options?: Undo<Outcome<Made>>,
  ): SwitchCall<Outcome<Made>>;

  /** Waits; on an engine, also across restarts. */
  sleep(milliseconds: number): SleepCall;

  /**
   * Waits for a signal. One that came before is taken at once, the oldest first; each is taken once.
   *
   * @param options `timeout` in milliseconds; the value is `undefined` after it.
   */
  waitForSignal<Payload>(signal: string, options: { readonly timeout: number }): SignalCall<Payload | undefined>;
  waitForSignal<Payload>(signal: string): SignalCall<Payload>;

  /**
   * A call whose failure `handle` may take over: what it returns is done in place of the call, and its value is the
   * step's; `undefined` leaves the error as it is. What had completed within the call is compensated before.
   */
  catch<Made extends Call<unknown>, Instead extends Call<unknown> | undefined>(
    call: Made,
    handle: (error: FlowError) => Instead,
  ): CatchCall<Outcome<Made> | Handled<Instead>>;

  /** For handlers of `catch`: fails with the error nevertheless, once `first` is done, however that ends. */
  rethrow(error: FlowError, first?: Call<unknown>): RethrowCall;
}

/** What a group comes to: the values of some of its steps, and what is made of them. */
export interface GroupResult<Output> {
  readonly upstream: readonly Step<unknown>[];
  readonly compute: (...values: never[]) => Output;
}

/** A group of steps, as the function that declares them sees it. */
export interface Group<Context = unknown> extends Steps<Context> {
  /**
   * The value of the group, computed from those of `upstream` once every step has settled. Literals keep their types,
   * as with `value`.
   */
  result<const Output, const Upstream extends readonly Step<unknown>[]>(
    upstream: Upstream,
    compute: (...values: Values<Upstream>) => Output,
  ): GroupResult<Output>;
}

/** The running workflow, as its module sees it. */
export interface Flow<Context = unknown> extends Steps<Context> {
  /** Log records of the workflow, for bodies that are written by hand; each is made once, however often it replays. */
  readonly log: Log;

  /**
   * Waits until every step has settled.
   *
   * @throws The first error of a step, after its siblings were cancelled and have settled.
   */
  join(): Promise<void>;

  /**
   * Waits until every step has settled, then computes the workflow's result from the values of `upstream`.
   *
   * @throws What `join` throws.
   */
  result<Output, const Upstream extends readonly Step<unknown>[]>(
    upstream: Upstream,
    compute: (...values: Values<Upstream>) => Output,
  ): Promise<Output>;

  /**
   * Does one call and waits for it, for workflows whose body is written by hand. To handle a failure, wrap the call
   * in `catch`: a call that fails here fails the run.
   *
   * @param id As for `step`; in a loop, build it from the round.
   * @throws {Error} if a step of that id was added before, and what `join` throws.
   */
  run<Made extends Call<unknown>>(id: string, call: Made): Promise<Outcome<Made>>;
}

/** A workflow as engines see it. */
export interface Workflow<Input, Output, Context = unknown> {
  readonly name: string;
  readonly version: string;
  /** Of the spec that it was generated from. */
  readonly digest: string;
  /**
   * Of the plan: workflows that have the same can replay each other's runs. Left out where the body is written by hand:
   * what that does is not known.
   */
  readonly fingerprint?: string;
  /** Of each step a few digits for each part of its plan, by its path: which step it is that changed. */
  readonly outline?: Readonly<Record<string, string>>;
  /** Milliseconds for the whole run, compensations excluded. */
  readonly executionTimeout?: number;
  /** When runs begin by themselves. */
  readonly schedule?: Schedule;
  /** Whether a run is one trace. Default: what the spec's `telemetry` says. */
  readonly traceMode?: TraceMode;
  /** Attributes of the workflow's span. */
  readonly attributes?: (input: Input, flow: Pick<Flow<Context>, "id" | "startedAt" | "context">) => Attributes;
  /** There where a run has to do with sensitive values: messages of its errors are not shown. */
  readonly redaction?: WorkflowRedaction;
  readonly run: (flow: Flow<Context>, input: Input) => Promise<Output>;
}

/** What the spec marks as sensitive of a workflow. */
export interface WorkflowRedaction {
  /** How attributes of its span are shown: `mask` as a fixed text, `hash` as a hash that says only what is equal. */
  readonly attributes?: Readonly<Record<string, "mask" | "hash">>;
  /** Of a body written by hand, which may log: the whole input is sensitive. */
  readonly input?: "mask" | "hash" | "drop";
  /** Of a body written by hand: properties, at any depth. */
  readonly fields?: Readonly<Record<string, "mask" | "hash" | "drop">>;
}
