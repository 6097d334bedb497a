import { randomUUID } from "node:crypto";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Context, SpanContext } from "@opentelemetry/api";
import type { Order, Receipt } from "../flows/generated/types.ts";
import { validateFulfilInput } from "../flows/generated/validators.ts";
import { Call } from "./call.ts";
import { withRetry } from "./retry.ts";
import { Run } from "./run.ts";
import { score } from "./score.ts";
import { notify, reserve, ship } from "./tasks.ts";
import { tracer } from "./tracer.ts";

const EXECUTION_TIMEOUT = 3_600_000;
const MAXIMUM_CONCURRENCY = 10;
const NO_LINKS: readonly SpanContext[] = [];

/** What the generated workflow does, written for this one workflow: the baseline of the comparison. */
export async function fulfil(order: Order): Promise<Receipt> {
  if (!validateFulfilInput(order)) {
    throw new TypeError("The order does not fit its schema.");
  }
  const run = new Run(randomUUID());
  const caller = context.active();
  const span = tracer.startSpan("workflow fulfil", undefined, caller);
  if (span.isRecording()) {
    span.setAttribute("gen_flows.workflow.name", "fulfil");
    span.setAttribute("gen_flows.workflow.version", "1.0.0");
    span.setAttribute("gen_flows.run.id", run.id);
    span.setAttribute("gen_flows.spec.digest", "0000000000000000");
    span.setAttribute("bench.order.id", order.id);
  }
  const timer = setTimeout(expire, EXECUTION_TIMEOUT, run);
  try {
    const receipt = await runSteps(order, run, trace.setSpan(caller, span));
    span.setAttribute("gen_flows.workflow.result", "success");
    return receipt;
  } catch (error) {
    span.setAttribute("gen_flows.workflow.result", "failure");
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    clearTimeout(timer);
    span.end();
  }
}

function expire(run: Run): void {
  run.abort(new Error("The run took longer than an hour."));
}

async function runSteps(order: Order, run: Run, parent: Context): Promise<Receipt> {
  const { id, customerId, region, totalCents, lines } = order;
  const scoring = new Call(run.id, "score", undefined, parent, NO_LINKS);
  const [scored, shipments] = await run.all<[{ readonly score: number }, Shipments]>([
    withRetry(run, score, { customerId, region, totalCents, items: lines.length }, scoring),
    reserveAndShip(order, run, parent),
  ]);
  const links = scoring.span === undefined ? [shipments.span] : [shipments.span, scoring.span.spanContext()];
  const mail = new Call(run.id, "mail", undefined, parent, links);
  await withRetry(run, notify, { customerId, parcels: shipments.labels.length }, mail);
  return { orderId: id, score: scored.score, parcels: shipments.labels };
}

interface Shipments {
  readonly labels: readonly string[];
  readonly span: SpanContext;
}

async function reserveAndShip({ id, lines, region }: Order, run: Run, parent: Context): Promise<Shipments> {
  const stock = new Call(run.id, "stock", undefined, parent, NO_LINKS);
  const { parcels } = await withRetry(run, reserve, { orderId: id, lines }, stock);
  const span = tracer.startSpan("forEach shipments", undefined, parent);
  if (span.isRecording()) {
    span.setAttribute("gen_flows.step.id", "shipments");
    span.setAttribute("gen_flows.for_each.count", parcels.length);
  }
  try {
    const labels = await shipAll(parcels, region, run, trace.setSpan(parent, span));
    return { labels, span: span.spanContext() };
  } catch (error) {
    span.setAttribute("gen_flows.for_each.result", "failure");
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
}

async function shipAll(
  parcels: readonly string[],
  region: string,
  run: Run,
  parent: Context,
): Promise<readonly string[]> {
  const labels: string[] = [];
  let next = 0;
  async function shipNext(): Promise<void> {
    while (next < parcels.length && !run.isAborted) {
      const index = next;
      next += 1;
      const call = new Call(run.id, "shipments", index, parent, NO_LINKS);
      const { label } = await withRetry(run, ship, { parcel: parcels[index] ?? "", region }, call);
      labels[index] = label;
    }
  }
  await run.all(Array.from({ length: Math.min(parcels.length, MAXIMUM_CONCURRENCY) }, shipNext));
  return labels;
}
