/** Names of our own on spans and metrics. Where OpenTelemetry has a name, `@opentelemetry/semantic-conventions` is used. */

export const ATTR_RUN_ID = "gen_flows.run.id";
export const ATTR_SPEC_DIGEST = "gen_flows.spec.digest";
export const ATTR_WORKFLOW_NAME = "gen_flows.workflow.name";
export const ATTR_WORKFLOW_VERSION = "gen_flows.workflow.version";
/** How a run ended: `success`, `failure`, `timeout` or `cancelled`. */
export const ATTR_WORKFLOW_RESULT = "gen_flows.workflow.result";
/** Of a child that its parent runs again, from 2. */
export const ATTR_WORKFLOW_ATTEMPT = "gen_flows.workflow.attempt";
/** How long a run waited for a place, in seconds; only if it had to. */
export const ATTR_WORKFLOW_QUEUE_TIME = "gen_flows.workflow.queue_time";
/** Of a run in several traces: which of them this is, from 1. */
export const ATTR_TRACE_SEGMENT = "gen_flows.trace.segment";
/** Says that a run is under way: its own span is not exported before its end. */
export const SPAN_WORKFLOW_STARTED = "gen_flows.workflow.started";
/** Says how a run ended whose own span had to end at its start: its provider gives spans no ids that are settled before. */
export const SPAN_WORKFLOW_ENDED = "gen_flows.workflow.ended";

export const ATTR_STEP_ID = "gen_flows.step.id";
/** Of the item in a `forEach`, from 0. */
export const ATTR_STEP_INDEX = "gen_flows.step.index";
/** How many items a `forEach` has. */
export const ATTR_FOR_EACH_COUNT = "gen_flows.for_each.count";
/** How a `forEach` that did not succeed ended: `failure` or `cancelled`. */
export const ATTR_FOR_EACH_RESULT = "gen_flows.for_each.result";

export const ATTR_SIGNAL_NAME = "gen_flows.signal.name";
/** How a wait ended that did not come to its purpose: `timeout` or `cancelled`. */
export const ATTR_WAIT_RESULT = "gen_flows.wait.result";
/** How long a wait took, in seconds, where it began before the trace that its span is in. */
export const ATTR_WAIT_DURATION = "gen_flows.wait.duration";

/** How many spans were not made, because the run has as many as it may have. The other names say what of them is known. */
export const ATTR_SPANS_COLLAPSED = "gen_flows.spans.collapsed";
export const ATTR_COLLAPSED_SUCCESS = "gen_flows.collapsed.success";
export const ATTR_COLLAPSED_CANCELLED = "gen_flows.collapsed.cancelled";
/** Spans over the limit that were made nevertheless, because they failed. */
export const ATTR_COLLAPSED_FAILURE = "gen_flows.collapsed.failure";
/** How many of all those were not the first attempt. */
export const ATTR_COLLAPSED_RETRIES = "gen_flows.collapsed.retries";
/** Seconds. */
export const ATTR_COLLAPSED_DURATION_MIN = "gen_flows.collapsed.duration.min";
export const ATTR_COLLAPSED_DURATION_MAX = "gen_flows.collapsed.duration.max";
export const ATTR_COLLAPSED_DURATION_SUM = "gen_flows.collapsed.duration.sum";

export const ATTR_TASK_NAME = "gen_flows.task.name";
/** From 1. */
export const ATTR_TASK_ATTEMPT = "gen_flows.task.attempt";
/** How an attempt that did not succeed ended: `failure`, `timeout` or `cancelled`. */
export const ATTR_TASK_RESULT = "gen_flows.task.result";
/** The handler was still running when its span was ended. */
export const ATTR_TASK_ABANDONED = "gen_flows.task.abandoned";

/** Why a span links to another: `depends_on`, `compensates`, `previous_attempt`, `produced_by` or `signalled_by`. */
export const ATTR_LINK = "gen_flows.link";
/** Links left out because there were more than a span keeps. */
export const ATTR_LINKS_DROPPED = "gen_flows.links.dropped";

/** Attributes: `delay` in milliseconds, `next_attempt`. */
export const EVENT_RETRY_SCHEDULED = "gen_flows.task.retry_scheduled";
export const EVENT_STEP_SKIPPED = "gen_flows.step.skipped";
export const EVENT_COMPENSATION_FAILED = "gen_flows.compensation.failed";

/** `false` on a run that was started with a carrier without a trace. */
export const ATTR_TRACE_PROPAGATED = "gen_flows.trace.propagated";

export const METRIC_WORKFLOW_DURATION = "gen_flows.workflow.duration";
export const METRIC_TASK_DURATION = "gen_flows.task.duration";
export const METRIC_TASK_ATTEMPTS = "gen_flows.task.attempts";
export const METRIC_TASK_ACTIVE = "gen_flows.task.active";
/** Entries of baggage that were over its limits. Also an attribute of the run that they came to. */
export const METRIC_BAGGAGE_DROPPED = "gen_flows.baggage.dropped";
