import { trace } from "@opentelemetry/api";
import type { Sampler, SpanProcessor } from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll } from "vitest";
import { otlpHttpLogs } from "../../../runtime/src/telemetry/exporters/otlp-http-logs.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import type { OwnedTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { defineLogs } from "../../../runtime/src/telemetry/logs/define-logs.ts";
import { createSampler } from "../../../runtime/src/telemetry/samplers/create-sampler.ts";
import { startReceiver } from "../../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../../support/otlp-receiver.ts";

/** Telemetry of ours in this process, and what arrives of it elsewhere. */
export interface OwnTracing {
  readonly telemetry: OwnedTelemetry;
  readonly receiver: OtlpReceiver;
  /** What decides on spans from now on. */
  sampler: Sampler;
  /** All spans of a trace that have arrived by now. */
  arrived(traceId: string): readonly ReceivedSpan[];
  /** All spans of a trace that have arrived, once all that has ended is sent. */
  spansOf(traceId: string): Promise<readonly ReceivedSpan[]>;
}

export const tracer = trace.getTracer("durable", "1.0.0");

/** Our own provider, as a program has it: registered once a test file, ended after its last test. */
export function ownTracing(processor?: SpanProcessor): OwnTracing {
  let receiver: OtlpReceiver;
  let telemetry: OwnedTelemetry;
  const own = {
    sampler: createSampler(),
    get telemetry() {
      return telemetry;
    },
    get receiver() {
      return receiver;
    },
    arrived: (traceId: string) => receiver.spans.filter((span) => span.traceId === traceId),
    async spansOf(traceId: string) {
      await telemetry.flush();
      return own.arrived(traceId);
    },
  };
  beforeAll(async () => {
    receiver = await startReceiver();
    telemetry = defineTelemetry({
      serviceName: "durable",
      exporters: [otlpHttpTraces({ endpoint: receiver.httpUrl })],
      metrics: { exporters: [otlpHttpMetrics({ endpoint: receiver.httpUrl })] },
      logs: defineLogs({ exporters: [otlpHttpLogs({ endpoint: receiver.httpUrl })] }),
      sampler: { shouldSample: (...call) => own.sampler.shouldSample(...call), toString: () => "current" },
      ...(processor && { spanProcessors: [processor] }),
    });
  });
  afterAll(async () => {
    await telemetry.shutdown();
    await receiver.close();
  });
  return own;
}

/** To another process and back. */
export function sent<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
