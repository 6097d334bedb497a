import { below, extract } from "./carrier.ts";
import type { Carrier } from "./carrier.ts";
import { emit } from "./late-span.ts";
import type { RunRecord } from "./run-record.ts";

/** Makes the spans of a run that is over: those of its steps below its own, and its own below its caller's. */
export function emitRun({ spanId, lateSpans }: Pick<RunRecord, "spanId" | "lateSpans">, carrier: Carrier): void {
  const caller = extract(carrier);
  const run = below(caller, spanId);
  for (const span of lateSpans) {
    emit(span, span.spanId === spanId ? caller : run);
  }
}
