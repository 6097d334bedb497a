import { context, trace } from "@opentelemetry/api";
import type { NotifyInput, ReserveInput, ReserveOutput, ShipInput, ShipOutput } from "../flows/generated/types.ts";
import { labelOf, notifyOf, reservationOf } from "../work.ts";
import type { Call } from "./call.ts";
import { describe, recordError } from "./span.ts";
import { tracer } from "./tracer.ts";

/** The other tasks of the workflow. Each writes out its span: a helper that takes closures costs more. */

export async function reserve(input: ReserveInput, call: Call): Promise<ReserveOutput> {
  const span = tracer.startSpan("task reserve", undefined, call.parent);
  call.span = span;
  if (span.isRecording()) {
    describe(span, "reserve", call);
    span.setAttribute("bench.order.id", input.orderId);
  }
  try {
    const output = await context.with(trace.setSpan(call.parent, span), makeReservation, undefined, input, call);
    if (span.isRecording()) {
      span.setAttribute("bench.parcels", output.parcels.length);
    }
    return output;
  } catch (error) {
    recordError(span, call, error);
    throw error;
  } finally {
    span.end();
  }
}

export async function ship(input: ShipInput, call: Call): Promise<ShipOutput> {
  const span = tracer.startSpan("task ship", undefined, call.parent);
  call.span = span;
  if (span.isRecording()) {
    describe(span, "ship", call);
    span.setAttribute("bench.parcel", input.parcel);
    span.setAttribute("bench.region", input.region);
  }
  try {
    return await context.with(trace.setSpan(call.parent, span), printLabel, undefined, input, call);
  } catch (error) {
    recordError(span, call, error);
    throw error;
  } finally {
    span.end();
  }
}

export async function notify(input: NotifyInput, call: Call): Promise<void> {
  const span = tracer.startSpan("task notify", undefined, call.parent);
  call.span = span;
  if (span.isRecording()) {
    describe(span, "notify", call);
    span.setAttribute("bench.customer.id", input.customerId);
  }
  try {
    await context.with(trace.setSpan(call.parent, span), sendMail, undefined, input, call);
  } catch (error) {
    recordError(span, call, error);
    throw error;
  } finally {
    span.end();
  }
}

async function makeReservation(input: ReserveInput, _call: Call): Promise<ReserveOutput> {
  return reservationOf(input);
}

async function printLabel(input: ShipInput, _call: Call): Promise<ShipOutput> {
  return labelOf(input);
}

async function sendMail(input: NotifyInput, _call: Call): Promise<void> {
  notifyOf(input);
}
