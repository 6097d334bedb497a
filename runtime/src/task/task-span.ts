import { SpanStatusCode } from "@opentelemetry/api";
import type { Attributes as AnyAttributes, AttributeValue, Span } from "@opentelemetry/api";
import type { Attempt } from "./attempt.ts";
import { redactedAttributes, redactedValue, ruleOf } from "./redaction.ts";

/** The span of an attempt, typed by what the spec declares for its task. */
export class TaskSpan<Attributes, Events> {
  private readonly current: Span;
  private readonly owner: Attempt;

  constructor(current: Span, owner: Attempt) {
    this.current = current;
    this.owner = owner;
  }

  /** Sets an attribute that the spec declares; one that is sensitive is shown as the spec says. */
  set<Key extends keyof Attributes & string>(key: Key, value: Attributes[Key]): void {
    const rule = ruleOf(this.owner.redaction?.attributes, key);
    const shown = rule === undefined ? value : redactedValue(rule, value);
    if (shown !== undefined) {
      this.current.setAttribute(key, shown as AttributeValue);
    }
  }

  /** Adds an event that the spec declares; attributes of it that are sensitive are shown as the spec says. */
  event<Name extends keyof Events & string>(
    name: Name,
    ...[attributes]: Events[Name] extends object
      ? object extends Events[Name]
        ? [attributes?: Events[Name]]
        : [attributes: Events[Name]]
      : []
  ): void {
    const events = this.owner.redaction?.events;
    const rules = events !== undefined && Object.hasOwn(events, name) ? events[name] : undefined;
    const given = attributes as AnyAttributes | undefined;
    this.current.addEvent(name, rules === undefined || given === undefined ? given : redactedAttributes(given, rules));
  }

  /**
   * Marks the span as ERROR although the handler goes on and nothing is thrown. Sensitive values of the input are taken
   * out of the message.
   */
  error(message: string): void {
    const shown = this.owner.redactor?.text(message) ?? message;
    this.current.setStatus({ code: SpanStatusCode.ERROR, message: shown });
  }
}
