import { TracerProvider } from "@opentelemetry/sdk-trace";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { DeliveryReport } from "./delivery/delivery-report.ts";
import { ExportQueue } from "./delivery/export-queue.ts";
import type { MutableSpanProcessor } from "./delivery/mutable-span-processor.ts";
import { OpenSpans } from "./delivery/open-spans.ts";
import { createQueueSettings } from "./delivery/queue-settings.ts";
import { spanQueue } from "./delivery/span-queue.ts";
import { startPreflight } from "./delivery/start-preflight.ts";
import { chooseSpanExporters } from "./exporters/chosen-exporters.ts";
import type { StoppableMeterProvider } from "./exporters/exporter-definition.ts";
import { FLUSH_DEADLINE, within } from "./lifecycle/deadline.ts";
import { createLogPipeline } from "./logs/log-pipeline.ts";
import type { StoppableLoggerProvider } from "./logs/stoppable-logger-provider.ts";
import { scopeProcessor } from "./logs/scope-processor.ts";
import { createMeterProvider } from "./meter-provider.ts";
import type { TelemetryOptions } from "./options.ts";
import type { Deliveries, TelemetryStatistics } from "./owned-telemetry.ts";
import { createIdGenerator } from "./id-generator.ts";
import { createResource } from "./resource.ts";
import { createRelaySink } from "./relay/relay-sink.ts";
import type { RelaySink } from "./relay/relay-sink.ts";
import { drainThreads } from "./relay/sinks.ts";
import { createSampler } from "./samplers/create-sampler.ts";
import { samplingOnce } from "./sampling-once.ts";
import { createSpanLimits } from "./span-limits.ts";

/** Milliseconds that a producer of spans waits at most for room. */
const READY_DEADLINE = 1_000;

/** What leaves the process. */
export interface Outlet {
  unsent(): number;
  statistics(): TelemetryStatistics;
  ready(): Promise<void> | undefined;
  /** Sends everything. Says whether that was done before the deadline. */
  flush(): Promise<boolean>;
  /** As `flush`, for spans alone. */
  flushSpans(): Promise<boolean>;
  shutdown(): Promise<boolean>;
  /** The process is ended in the middle of its work, by a signal or an error: ends the spans that are under way. */
  interrupt(type: string): void;
  /** The process is about to end: what fails from now on is told in one sum, by `end`. */
  prepareEnd(): void;
  /** The process ends: gives up on what is unsent, and reports it. */
  end(reason: string): void;
}

/** Our own providers, and the queues between them and their exporters. */
export interface Pipeline extends Outlet, RelaySink {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: StoppableMeterProvider | undefined;
  readonly loggerProvider: StoppableLoggerProvider | undefined;
}

/** What a pipeline needs of the options of its service. */
export interface PipelineOptions extends Omit<TelemetryOptions, "services" | "traceLink" | "propagators"> {
  /** It is not the service that the variables name. */
  readonly isFurther?: boolean;
}

/**
 * Builds everything, and registers nothing.
 *
 * @throws TelemetryConfigError if the spec or a variable asks for something that cannot be done.
 */
export function createPipeline(options: PipelineOptions, processors: MutableSpanProcessor): Pipeline {
  const resource = createResource(options);
  const sampler = samplingOnce(createSampler(options.sampler, options.workflowSamplers));
  const spanQueues = createQueues(options);
  const { provider: loggerProvider, queues: logQueues } = createLogPipeline(options.logs, resource);
  const queues = [...spanQueues, ...logQueues];
  const openSpans = new OpenSpans();
  const metrics = createMeterProvider(options.metrics, resource);
  const meterProvider = metrics?.provider;
  processors.add(scopeProcessor);
  for (const processor of options.spanProcessors ?? []) {
    processors.add(processor);
  }
  for (const queue of spanQueues) {
    processors.add(spanQueue(queue));
  }
  processors.add(openSpans);
  const tracerProvider = new TracerProvider({
    resource,
    sampler,
    idGenerator: createIdGenerator(),
    spanLimits: createSpanLimits(options.spanLimits),
    spanProcessors: [processors],
  });
  const providers = [processors, meterProvider, loggerProvider];
  const sink = createRelaySink({
    resource,
    tracerProvider,
    meterProvider,
    onSpan: (span) => {
      processors.onEnd(span);
    },
    onLogRecord: (record) => {
      for (const queue of logQueues) {
        queue.add(record);
      }
    },
  });
  return {
    ...sink,
    tracerProvider,
    meterProvider,
    loggerProvider,
    unsent: () => count(queues).unsent,
    statistics: () => {
      drainThreads();
      return { ...count(spanQueues), ...(logQueues.length > 0 && { logs: count(logQueues) }) };
    },
    ready: () => {
      const crowded = queues.filter((queue) => queue.isCrowded);
      return crowded.length === 0
        ? undefined
        : within(READY_DEADLINE, Promise.all(crowded.map((queue) => queue.whenRoomy()))).then(() => {});
    },
    flush: () => {
      drainThreads();
      return within(FLUSH_DEADLINE, Promise.allSettled(providers.map(async (provider) => provider?.forceFlush())));
    },
    flushSpans: () => {
      drainThreads();
      return within(FLUSH_DEADLINE, processors.forceFlush());
    },
    shutdown: () => {
      drainThreads();
      return within(FLUSH_DEADLINE, Promise.allSettled(providers.map(async (provider) => provider?.shutdown())));
    },
    interrupt: (type) => {
      drainThreads();
      for (const spanId of sink.openIn()) {
        sink.remake(spanId);
      }
      openSpans.interrupt(type);
    },
    prepareEnd: () => {
      for (const queue of queues) {
        queue.prepareEnd();
      }
    },
    end: (reason) => {
      drainThreads();
      for (const queue of queues) {
        queue.end(reason);
      }
      metrics?.end(reason);
    },
  };
}

function createQueues(options: PipelineOptions): ExportQueue<ReadableSpan>[] {
  return chooseSpanExporters(options.exporters).map((definition) => {
    const settings = createQueueSettings(definition.processor ?? options.processor, definition.immediate === true);
    const target = definition.create();
    const report = new DeliveryReport(target.destination, "spans");
    startPreflight(target.preflight, report);
    return new ExportQueue(target, settings, report);
  });
}

/** Of queues whose items are of one kind, or of all. */
type Countable = Pick<ExportQueue<never>, "producedCount" | "unsent"> & {
  readonly report: Pick<DeliveryReport, "exported" | "dropped">;
};

function count(queues: readonly Countable[]): Deliveries {
  return {
    produced: sum(queues, (queue) => queue.producedCount),
    exported: sum(queues, (queue) => queue.report.exported),
    dropped: sum(queues, (queue) => queue.report.dropped),
    unsent: sum(queues, (queue) => queue.unsent),
  };
}

function sum<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((total, item) => total + read(item), 0);
}
