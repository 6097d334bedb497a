import type { Attributes } from "@opentelemetry/api";
import type { Call, Collected, ForEachCall, ItemCall, ValueCall } from "./call.ts";

/** A step of a running workflow. Not a promise: nothing floats, and `const` order makes the plan acyclic. */
export interface Step<Value> {
  readonly id: string;
  /** Never set: it only carries the type of the value. */
  readonly output?: Value;
}

/** The values of steps, in their order. */
export type Values<Upstream extends readonly Step<unknown>[]> = {
  readonly [Index in keyof Upstream]: Upstream[Index] extends Step<infer Value> ? Value : never;
};

/** The running workflow, as its module sees it. */
export interface Flow {
  /** The run's id. */
  readonly id: string;
  /** When the run began, as an RFC 3339 timestamp; the same at every replay. */
  readonly startedAt: string;

  /**
   * Adds a step. `begin` is called once every upstream step has settled, with their values, and says what to
   * do: a call, or `undefined` to skip the step. It must be synchronous and free of side effects.
   *
   * @param id Unique in the workflow; part of the idempotency key, hence stable across releases.
   * @param upstream Steps to wait for. They are linked to this step's spans when there are several.
   */
  step<Output, const Upstream extends readonly Step<unknown>[]>(
    id: string,
    upstream: Upstream,
    begin: (...values: Values<Upstream>) => Call<Output>,
  ): Step<Output>;
  step<Output, const Upstream extends readonly Step<unknown>[]>(
    id: string,
    upstream: Upstream,
    begin: (...values: Values<Upstream>) => Call<Output> | undefined,
  ): Step<Output | undefined>;

  /** A value that needs no task. Literals keep their types, so that it can be one of the values of an enum. */
  value<const Output>(value: Output): ValueCall<Output>;

  /** One call for each item; the results come in the order of `items`. With `collect`, a failed item fails nothing else. */
  forEach<Item, Output>(
    items: readonly Item[],
    options: { readonly maxConcurrency: number; readonly onError: "collect" },
    call: (item: Item, index: number) => ItemCall<Output>,
  ): ForEachCall<readonly Collected<Output>[]>;
  forEach<Item, Output>(
    items: readonly Item[],
    options: { readonly maxConcurrency: number },
    call: (item: Item, index: number) => ItemCall<Output>,
  ): ForEachCall<readonly Output[]>;

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
}

/** A workflow as engines see it. */
export interface Workflow<Input, Output> {
  readonly name: string;
  readonly version: string;
  /** Of the spec that it was generated from. */
  readonly digest: string;
  /** Milliseconds for the whole run, compensations excluded. */
  readonly executionTimeout?: number;
  /** Attributes of the workflow's span. */
  readonly attributes?: (input: Input, flow: Pick<Flow, "id" | "startedAt">) => Attributes;
  readonly run: (flow: Flow, input: Input) => Promise<Output>;
}
