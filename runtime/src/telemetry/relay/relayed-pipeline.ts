import type { LogRecordProcessor } from "@opentelemetry/sdk-logs";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import type { ReadableSpan, SpanProcessor } from "@opentelemetry/sdk-trace";
import type { MutableSpanProcessor } from "../delivery/mutable-span-processor.ts";
import { chooseMetricExporters } from "../exporters/chosen-exporters.ts";
import { createIdGenerator } from "../id-generator.ts";
import { createLoggerProvider } from "../logs/logger-provider.ts";
import { scopeProcessor } from "../logs/scope-processor.ts";
import type { Pipeline, PipelineOptions } from "../pipeline.ts";
import { createSampler } from "../samplers/create-sampler.ts";
import { samplingOnce } from "../sampling-once.ts";
import { createSpanLimits } from "../span-limits.ts";
import type { RelayMessage } from "./messages.ts";
import { isSampled } from "./open-span.ts";
import { toPlainContext } from "./plain-context.ts";
import { toPlainScope, toPlainSpan } from "./plain-span.ts";
import { relayedMeterProvider } from "./relayed-meter.ts";

type Send = (message: RelayMessage) => void;

const nothing = (): void => {};
const done = (): Promise<boolean> => Promise.resolve(true);
const NONE = { produced: 0, exported: 0, dropped: 0, unsent: 0 };

/**
 * The providers of a thread. They sample, limit and describe as the spec says, and hand everything at once to the thread that
 * exports: its queues, connections, and resource are those of the process, and a thread may be ended without loss.
 *
 * @param service One of `telemetry.services`. Undefined for the providers of the process.
 */
export function createRelayedPipeline(
  options: PipelineOptions,
  processors: MutableSpanProcessor,
  send: Send,
  service?: string,
): Pipeline {
  processors.add(scopeProcessor);
  for (const processor of options.spanProcessors ?? []) {
    processors.add(processor);
  }
  processors.add(spanRelay(send, service));
  const isMeasured = chooseMetricExporters(options.metrics?.exporters ?? []).length > 0;
  return {
    tracerProvider: new TracerProvider({
      sampler: samplingOnce(createSampler(options.sampler, options.workflowSamplers)),
      idGenerator: createIdGenerator(),
      spanLimits: createSpanLimits(options.spanLimits),
      spanProcessors: [processors],
    }),
    meterProvider: isMeasured ? relayedMeterProvider(send, service) : undefined,
    loggerProvider: createLoggerProvider(options.logs, undefined, () => [logRelay(send, service)]),
    unsent: () => 0,
    statistics: () => NONE,
    ready: () => undefined,
    flush: done,
    flushSpans: done,
    shutdown: done,
    interrupt: nothing,
    prepareEnd: nothing,
    end: nothing,
    accept: nothing,
    openIn: () => [],
    remake: () => undefined,
  };
}

function spanRelay(send: Send, service: string | undefined): SpanProcessor {
  const tell = (kind: "span started" | "span ended", span: ReadableSpan): void => {
    if (isSampled(span)) {
      send({ kind, service, span: toPlainSpan(span) });
    }
  };
  return {
    onStart: (span) => {
      tell("span started", span);
    },
    onEnd: (span) => {
      tell("span ended", span);
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

function logRelay(send: Send, service: string | undefined): LogRecordProcessor {
  return {
    onEmit: (record) => {
      const { hrTime, hrTimeObserved, spanContext, severityText, severityNumber, body, eventName } = record;
      const context = spanContext && toPlainContext(spanContext);
      const { attributes, droppedAttributesCount, instrumentationScope } = record;
      const said = { hrTime, hrTimeObserved, context, severityText, severityNumber, body, eventName };
      const scope = toPlainScope(instrumentationScope);
      send({ kind: "log record", service, record: { ...said, attributes, droppedAttributesCount, scope } });
    },
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
