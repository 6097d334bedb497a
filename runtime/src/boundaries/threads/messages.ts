import type { MessagePort } from "node:worker_threads";
import type { SettledSpan, SpanReference } from "../../engines/durable/span-reference.ts";
import type { TaskCall } from "../../engines/durable/task-call.ts";
import type { WireError } from "../../engines/durable/wire-error.ts";
import type { AttemptScope } from "../../task/index.ts";
import type { CollapsedWork } from "../../task/span-summary.ts";
import type { Told } from "../../telemetry/relay/relay.ts";

/** What a thread is given to run one attempt. All of it can be cloned, but the port, which is transferred. */
export interface ThreadCall {
  /** As for a worker in another process. */
  readonly call: Omit<TaskCall, "workflow">;
  readonly input: unknown;
  /** From 1. */
  readonly number: number;
  /** The span of the failed attempt before this one. */
  readonly previous: SpanReference | undefined;
  readonly scope: AttemptScope | undefined;
  /** The id that the span is to have, where that is settled. */
  readonly spanId: string | undefined;
  /** The span is made only if the attempt fails: the run has made as many as it may. */
  readonly isCollapsed: boolean;
  /** The span follows the one above it, whatever the sampler says. */
  readonly followsWorkflow: boolean;
  readonly port: MessagePort;
}

/** What the thread tells while it runs an attempt, and after it until it is given the next one. */
export type FromThread =
  | {
      readonly kind: "begun";
      readonly thread: number;
      /** Left out where nothing is traced. */
      readonly span?: SettledSpan;
      /** Messages of errors may hold what the spec marks as sensitive. */
      readonly redacts: boolean;
    }
  | { readonly kind: "heartbeat" }
  | { readonly kind: "output"; readonly output: unknown }
  | { readonly kind: "collapsed"; readonly work: CollapsedWork }
  | (Told & { readonly thread: number });

/** What the thread is told meanwhile: that the handler is to stop. */
export interface ToThread {
  readonly reason: WireError;
}
