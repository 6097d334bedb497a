import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Attributes, Meter, MeterProvider, Span, TracerProvider } from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { withReservation } from "../../task/reserved-span-id.ts";
import type { ExportableLogRecord } from "../exporters/exporter-definition.ts";
import type { Measured, PlainLogRecord, PlainSpan, RelayMessage } from "./messages.ts";
import { fromPlainContext } from "./plain-context.ts";
import { fromPlainSpan, knownScope } from "./plain-span.ts";

/** Takes what threads tell, as if it had happened here. */
export interface RelaySink {
  /** @param thread Names the thread, as long as it lives. */
  accept(message: RelayMessage, thread: number): void;
  /** The ids of the spans that are under way in a thread, or in all of them, in the order of their start. */
  openIn(thread?: number): readonly string[];
  /**
   * Makes a span that is under way in a thread again, here, as far as the thread has told of it: for a thread that cannot end it
   * any more. Undefined for a span that is not under way in any.
   */
  remake(spanId: string): Span | undefined;
}

/** What a sink needs of a pipeline. */
export interface RelayTarget {
  readonly resource: Resource;
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider | undefined;
  onSpan(span: ReadableSpan): void;
  onLogRecord(record: ExportableLogRecord): void;
}

export function createRelaySink(target: RelayTarget): RelaySink {
  const open = new Map<string, { readonly thread: number; readonly span: PlainSpan }>();
  const measure = meterOf(target.meterProvider);
  return {
    accept(message, thread) {
      switch (message.kind) {
        case "span started":
          open.set(message.span.context.spanId, { thread, span: message.span });
          break;
        case "span ended":
          // One that was made again here is ended already.
          if (open.delete(message.span.context.spanId)) {
            target.onSpan(fromPlainSpan(message.span, target.resource));
          }
          break;
        case "log record":
          target.onLogRecord(fromPlainRecord(message.record, target.resource));
          break;
        case "measured":
          measure(message.measured);
          break;
      }
    },
    openIn: (thread) => [...open].filter(([, { thread: of }]) => thread === undefined || of === thread).map(([spanId]) => spanId),
    remake(spanId) {
      const found = open.get(spanId);
      open.delete(spanId);
      return found && remade(target.tracerProvider, found.span);
    },
  };
}

function remade(tracerProvider: TracerProvider, plain: PlainSpan): Span {
  const { name, kind, startTime, attributes, events, links, scope, context, parent } = plain;
  const above = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, fromPlainContext(parent));
  const reservation = { spanId: context.spanId, trace: { traceId: context.traceId, isSampled: true } };
  const options = {
    kind,
    startTime,
    attributes,
    links: links.map((link) => ({ ...link, context: fromPlainContext(link.context) })),
    root: parent === undefined,
  };
  const tracer = tracerProvider.getTracer(scope.name, scope.version, { ...(scope.schemaUrl && { schemaUrl: scope.schemaUrl }) });
  const span = withReservation(reservation, () => tracer.startSpan(name, options, above));
  for (const event of events) {
    span.addEvent(event.name, event.attributes, event.time);
  }
  return span;
}

function fromPlainRecord({ context, scope, ...record }: PlainLogRecord, resource: Resource): ExportableLogRecord {
  const spanContext = context && fromPlainContext(context);
  return Object.assign(record, { spanContext, resource, instrumentationScope: knownScope(scope) });
}

type Tell = (value: number, attributes?: Attributes) => void;

/** Gives values to the instruments that are called so here. */
function meterOf(provider: MeterProvider | undefined): (measured: Measured) => void {
  const instruments = new Map<string, Tell>();
  const instrumentOf = ({ scope, create, name, options }: Measured): Tell | undefined => {
    const meter: Meter | undefined = provider?.getMeter(scope.name, scope.version, { ...(scope.schemaUrl && { schemaUrl: scope.schemaUrl }) });
    const made = meter?.[create](name, options);
    if (made === undefined) {
      return undefined;
    }
    return "add" in made ? (...given) => made.add(...given) : (...given) => made.record(...given);
  };
  return (measured) => {
    const { scope, create, name, value, attributes } = measured;
    const key = JSON.stringify([scope.name, scope.version, scope.schemaUrl, create, name]);
    const tell = instruments.get(key) ?? instrumentOf(measured);
    if (tell !== undefined) {
      instruments.set(key, tell);
      tell(value, attributes);
    }
  };
}
