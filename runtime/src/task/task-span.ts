import { SpanStatusCode } from "@opentelemetry/api";
import type { Attributes as AnyAttributes, AttributeValue, Span } from "@opentelemetry/api";

/** The span of an attempt, typed by what the spec declares for its task. */
export class TaskSpan<Attributes, Events> {
  private readonly current: Span;

  constructor(current: Span) {
    this.current = current;
  }

  /** Sets an attribute that the spec declares. */
  set<Key extends keyof Attributes & string>(key: Key, value: Attributes[Key]): void {
    this.current.setAttribute(key, value as AttributeValue);
  }

  /** Adds an event that the spec declares. */
  event<Name extends keyof Events & string>(
    name: Name,
    ...[attributes]: Events[Name] extends object
      ? object extends Events[Name]
        ? [attributes?: Events[Name]]
        : [attributes: Events[Name]]
      : []
  ): void {
    this.current.addEvent(name, attributes as AnyAttributes | undefined);
  }

  /** Marks the span as ERROR although the handler goes on and nothing is thrown. */
  error(message: string): void {
    this.current.setStatus({ code: SpanStatusCode.ERROR, message });
  }
}
