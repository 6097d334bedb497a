import type { ObjectNode, ScalarNode, SourceNode } from "../source/node.ts";
import type { SourceRange } from "../source/source-file.ts";
import type { MetricHead, Placed, RecordingInstrument } from "./metric.ts";
import type { SchemaUse } from "./schema.ts";
import type { ExpressionTemplate, ScalarTemplate } from "./template.ts";

/** When a failed attempt is followed by another. Durations are milliseconds. */
export interface RetryPolicy {
  readonly maximumAttempts: number;
  readonly initialInterval: number;
  readonly backoffCoefficient: number;
  readonly maximumInterval: number;
  readonly nonRetryableErrors: readonly string[];
}

/** How a call is tried: the task's own settings, over the spec's defaults, over ours. Milliseconds. */
export interface CallPolicy {
  readonly startToCloseTimeout: number;
  readonly scheduleToCloseTimeout: number | undefined;
  readonly heartbeatTimeout: number | undefined;
  readonly retry: RetryPolicy;
}

/** What a step says of its own; the rest comes from its task. */
export interface CallPolicyOverride {
  readonly startToCloseTimeout: number | undefined;
  readonly scheduleToCloseTimeout: number | undefined;
  readonly heartbeatTimeout: number | undefined;
  readonly retry: Partial<RetryPolicy> | undefined;
}

export interface TaskErrorDeclaration {
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly description: string | undefined;
  readonly retryable: boolean;
  /** Sets `error.type` and leaves the span's status unset. */
  readonly expected: boolean;
  /** Replaces the message on spans. */
  readonly mask: string | undefined;
  readonly data: SchemaUse | undefined;
}

/** An attribute with an expression is set by generated code; one with a schema is set by the handler. */
export type Attribute =
  | { readonly kind: "computed"; readonly name: string; readonly nameRange: SourceRange; readonly value: ScalarTemplate }
  | { readonly kind: "declared"; readonly name: string; readonly nameRange: SourceRange; readonly schema: SourceNode };

export interface SpanEventDeclaration {
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly attributes: readonly Attribute[];
}

export type SpanKindName = "internal" | "client" | "server" | "producer" | "consumer";

export interface SpanDeclaration {
  /** A literal: names are never built from values. Undefined for `task <name>`. */
  readonly name: string | undefined;
  readonly kind: SpanKindName;
  readonly attributes: readonly Attribute[];
}

/** A metric that every successful attempt records. */
export interface TaskMetric extends MetricHead {
  readonly instrument: Placed<RecordingInstrument>;
  readonly value: ExpressionTemplate | { readonly kind: "literal"; readonly origin: ScalarNode; readonly value: number };
  /** All of them computed. */
  readonly attributes: readonly Attribute[];
}

export interface Task {
  readonly kind: "task";
  readonly origin: ObjectNode;
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly description: string | undefined;
  /** Undefined where the task takes nothing. */
  readonly input: SchemaUse | undefined;
  /** Undefined where the task returns nothing. */
  readonly output: SchemaUse | undefined;
  readonly errors: readonly TaskErrorDeclaration[];
  readonly policy: CallPolicy;
  readonly idempotent: boolean;
  /** On an engine: any worker takes it, or the workflow's own. A run in one process has one place only. */
  readonly placement: "remote" | "inline";
  /** Where its handler runs: with all others, or in a thread of a pool. */
  readonly isolation: "none" | "thread";
  readonly span: SpanDeclaration;
  readonly events: readonly SpanEventDeclaration[];
  readonly metrics: readonly TaskMetric[];
}
