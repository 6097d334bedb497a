import { context, propagation, trace } from "@opentelemetry/api";
import type { Span } from "@opentelemetry/api";
import { createLog } from "../logs/log.ts";
import type { Log } from "../logs/log.ts";
import type { Attempt } from "./attempt.ts";
import { TaskError } from "./task-error.ts";
import { TaskSpan } from "./task-span.ts";

/** What the spec declares for a task. What it does not declare is absent. */
export interface TaskDeclarations {
  /** Attributes by name. */
  readonly attributes?: object;
  /** The attributes of each event; `undefined` for one without. */
  readonly events?: object;
  /** The data of each error; `undefined` for one without. */
  readonly errors?: object;
  /** What travels with the run. */
  readonly context?: object;
}

/** What a task declares of one kind; nothing where it declares none. */
type Declared<Declarations extends TaskDeclarations, Kind extends keyof TaskDeclarations> =
  Declarations extends Readonly<Record<Kind, infer Types>> ? Types : Record<never, never>;

/** No argument for the data of an error that carries none. */
type DataArguments<Data> = [Data] extends [undefined] ? [] : [data: Data];

/** What every handler gets beside its input. */
export class Task<Declarations extends TaskDeclarations = Record<never, never>> {
  private readonly owner: Attempt;
  private readonly current: Span;

  constructor(owner: Attempt, current: Span) {
    this.owner = owner;
    this.current = current;
  }

  /**
   * Aborted when a sibling failed, the run was cancelled, or time is up; its reason is a `CancelledError` or a
   * `TimeoutError`. A handler that ignores it for 5 s is abandoned.
   */
  get signal(): AbortSignal {
    return this.owner.signal;
  }

  /** 1 for the first attempt. */
  get attempt(): number {
    return this.owner.number;
  }

  /** The same for every attempt: `runId/step`; within groups and a `forEach` as in `runId/shipments/3/label`. */
  get idempotencyKey(): string {
    return this.owner.idempotencyKey;
  }

  /** What travels with the run, as the spec's `context` declares it. */
  get context(): Declared<Declarations, "context"> {
    return this.owner.context as Declared<Declarations, "context">;
  }

  /**
   * Says that the attempt is alive. Where the spec gives its task a `heartbeatTimeout`, an attempt that says so less
   * often ends with a `HeartbeatTimeoutError`. Costs next to nothing: call it in every round of a loop.
   */
  heartbeat(): void {
    this.owner.heartbeat();
  }

  /** Headers that carry the trace to whatever the handler calls. Built when read. */
  get carrier(): Record<string, string> {
    const carrier: Record<string, string> = {};
    propagation.inject(trace.setSpan(context.active(), this.current), carrier);
    return carrier;
  }

  /** Log records of this attempt, for OpenTelemetry. */
  get log(): Log {
    return createLog(this.owner.parent, this.current);
  }

  /** The span of this attempt, for what the spec declares. */
  get span(): TaskSpan<Declared<Declarations, "attributes">, Declared<Declarations, "events">> {
    return new TaskSpan(this.current, this.owner);
  }

  /**
   * Ends the attempt with an error that the spec declares.
   *
   * @throws {TaskError} always.
   */
  fail<Name extends keyof Declared<Declarations, "errors"> & string>(
    name: Name,
    ...[data]: DataArguments<Declared<Declarations, "errors">[Name]>
  ): never {
    throw new TaskError(name, data);
  }
}
