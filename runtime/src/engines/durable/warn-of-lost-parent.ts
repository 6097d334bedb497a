import type { Span } from "@opentelemetry/api";
import { warn } from "../../telemetry/lifecycle/warn.ts";

let warned = false;

/**
 * Says once that a span has not got the id that other spans are below. That takes two processes: one whose provider is ours has
 * settled the id, and the provider of this one, which somebody else has registered, gives its own.
 *
 * @param spanId The id that was settled.
 */
export function warnOfLostParent(span: Span, name: string, spanId: string): void {
  if (!warned && span.isRecording() && span.spanContext().spanId !== spanId) {
    warned = true;
    warn(
      `what is below the span "${name}" does not find it: the run began in a process whose OpenTelemetry provider is ours, and ` +
        "that of this worker is somebody else's, which takes no ids. All clients and workers of a spec have to own their " +
        "provider, or all adopt one, which `telemetry.provider: adopt` makes sure of. Further spans like this are not told of.",
    );
  }
}
