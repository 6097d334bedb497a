import { context, SpanKind, trace } from "@opentelemetry/api";
import type { Context, Span } from "@opentelemetry/api";
import type { Assessment, Order, Receipt, Score } from "../flows/generated/types.ts";
import { labelOf, notifyOf, reservationOf, scoreOf } from "../work.ts";
import { tracer } from "./tracer.ts";

/**
 * The same spans with the spec's attributes only: no attempt, links, retry, timeout, cancellation, validation
 * or metrics. Shown beside the comparison, to tell what those cost.
 */
export async function fulfil(order: Order): Promise<Receipt> {
  const { id, customerId, region, totalCents, lines } = order;
  return spanned("workflow fulfil", context.active(), async (span, parent) => {
    span.setAttribute("bench.order.id", id);
    const [scored, labels] = await Promise.all([
      score({ customerId, region, totalCents, items: lines.length }, parent),
      reserveAndShip(order, parent),
    ]);
    await spanned("task notify", parent, async (mail) => {
      mail.setAttribute("bench.customer.id", customerId);
      notifyOf({ customerId, parcels: labels.length });
    });
    return { orderId: id, score: scored.score, parcels: labels };
  });
}

const SPAN_OPTIONS = { kind: SpanKind.CLIENT };

export async function score(input: Assessment, parent: Context): Promise<Score> {
  const span = tracer.startSpan("task score", SPAN_OPTIONS, parent);
  if (span.isRecording()) {
    span.setAttribute("bench.customer.id", input.customerId);
    span.setAttribute("bench.region", input.region);
    span.setAttribute("bench.total", input.totalCents);
    span.setAttribute("bench.items", input.items);
  }
  try {
    const output = await context.with(trace.setSpan(parent, span), computeScore, undefined, input);
    span.setAttribute("bench.score", output.score);
    return output;
  } finally {
    span.end();
  }
}

async function computeScore(input: Assessment): Promise<Score> {
  return scoreOf(input);
}

async function reserveAndShip({ id, lines, region }: Order, parent: Context): Promise<readonly string[]> {
  const { parcels } = await spanned("task reserve", parent, async (span) => {
    const output = reservationOf({ orderId: id, lines });
    span.setAttribute("bench.order.id", id);
    span.setAttribute("bench.parcels", output.parcels.length);
    return output;
  });
  return spanned("forEach shipments", parent, (_span, below) =>
    Promise.all(parcels.map((parcel) => ship(parcel, region, below))),
  );
}

function ship(parcel: string, region: string, parent: Context): Promise<string> {
  return spanned("task ship", parent, async (span) => {
    span.setAttribute("bench.parcel", parcel);
    span.setAttribute("bench.region", region);
    return labelOf({ parcel, region }).label;
  });
}

async function spanned<Value>(
  name: string,
  parent: Context,
  body: (span: Span, below: Context) => Promise<Value>,
): Promise<Value> {
  const span = tracer.startSpan(name, undefined, parent);
  const below = trace.setSpan(parent, span);
  try {
    return await context.with(below, body, undefined, span, below);
  } finally {
    span.end();
  }
}
