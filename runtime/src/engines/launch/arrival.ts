import { isSpanContextValid, trace } from "@opentelemetry/api";
import type { Attributes, Context } from "@opentelemetry/api";
import { BaggageLimitError } from "../../baggage/baggage-limit-error.ts";
import { BAGGAGE_EXCESS } from "../../baggage/excess.ts";
import type { BaggageExcess } from "../../baggage/limits.ts";
import { ATTR_TRACE_PROPAGATED, METRIC_BAGGAGE_DROPPED } from "../../task/names.ts";
import { warn } from "../../telemetry/lifecycle/warn.ts";
import type { Application } from "../application.ts";
import type { CallerOptions } from "../client.ts";
import { MissingParentError } from "../run-errors.ts";
import { callerOf } from "./caller.ts";

/** Where a run comes from. */
export interface Arrival {
  readonly caller: Context;
  /** A carrier came, but carried no trace, and the spec wants that to be seen. */
  readonly isParentMissing: boolean;
  /** How many entries of its baggage were dropped. */
  readonly droppedBaggage: number;
}

let warned = false;

/**
 * Reads what calls a run.
 *
 * @throws {MissingParentError} where the spec wants a parent, and {BaggageLimitError} if more baggage came than may,
 *   unless `NODE_ENV` is `production`.
 */
export function arrivalOf(workflow: string, options: CallerOptions, onMissing: Application["onMissingParent"]): Arrival {
  const caller = callerOf(options);
  const isParentMissing = onMissing !== undefined && options.carrier !== undefined && !hasParent(caller);
  if (isParentMissing) {
    reportMissing(workflow, onMissing);
  }
  const excess = caller.getValue(BAGGAGE_EXCESS) as BaggageExcess | undefined;
  if (excess === undefined) {
    return { caller, isParentMissing, droppedBaggage: 0 };
  }
  if (process.env["NODE_ENV"] !== "production") {
    throw new BaggageLimitError(`The baggage that came to a run of workflow \`${workflow}\``, excess);
  }
  return { caller: caller.deleteValue(BAGGAGE_EXCESS), isParentMissing, droppedBaggage: excess.dropped.length };
}

/** What the span of the run says of it; undefined if that is nothing. */
export function arrivalAttributes(isParentMissing: boolean, droppedBaggage: number): Attributes | undefined {
  if (!isParentMissing && droppedBaggage === 0) {
    return undefined;
  }
  return {
    ...(isParentMissing && { [ATTR_TRACE_PROPAGATED]: false }),
    ...(droppedBaggage > 0 && { [METRIC_BAGGAGE_DROPPED]: droppedBaggage }),
  };
}

function hasParent(caller: Context): boolean {
  const parent = trace.getSpanContext(caller);
  return parent !== undefined && isSpanContextValid(parent);
}

function reportMissing(workflow: string, onMissing: "warn" | "error"): void {
  if (onMissing === "error") {
    throw new MissingParentError(workflow);
  }
  if (!warned) {
    warned = true;
    warn(
      `a run of workflow ${workflow} was started with a carrier that carries no trace, and begins a new one. Check that ` +
        `its caller sends headers that \`telemetry.propagators\` reads. Further runs say so by ${ATTR_TRACE_PROPAGATED}=false.`,
    );
  }
}
