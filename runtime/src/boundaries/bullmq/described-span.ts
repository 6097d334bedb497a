import type { Span } from "@opentelemetry/api";
import type { Attributes as BullmqAttributes, Span as BullmqSpan } from "bullmq";
import { messagingAttributes, operationAttributes } from "./attributes.ts";

/** How BullMQ describes a span, and what it has said before the span began. */
export interface DescribedSpan extends Pick<BullmqSpan, "setAttribute" | "setAttributes"> {
  known(): BullmqAttributes;
}

/**
 * Lets BullMQ describe a span that begins a little later, when it is known what it is about.
 *
 * @param begun The span; undefined as long as it has not begun.
 * @param noted Called when something was said before that.
 */
export function describedSpan(begun: () => Span | undefined, noted: () => void = () => {}): DescribedSpan {
  let known: BullmqAttributes = {};
  const setAttributes = (attributes: BullmqAttributes): void => {
    const span = begun();
    if (span === undefined) {
      known = { ...known, ...attributes };
      noted();
    } else if (span.isRecording()) {
      span.setAttributes(messagingAttributes(attributes));
    }
  };
  return {
    known: () => known,
    setAttributes,
    setAttribute: (name, value) => {
      setAttributes({ [name]: value });
    },
  };
}

/** Sets what is known of a span that has just begun. */
export function describeMessage(span: Span, operation: string, known: BullmqAttributes): void {
  if (span.isRecording()) {
    span.setAttributes(operationAttributes(operation));
    span.setAttributes(messagingAttributes(known));
  }
}
