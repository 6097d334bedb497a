import type { Attributes, AttributeValue } from "@opentelemetry/api";
import {
  ATTR_MESSAGING_BATCH_MESSAGE_COUNT,
  ATTR_MESSAGING_DESTINATION_NAME,
  ATTR_MESSAGING_MESSAGE_ID,
  ATTR_MESSAGING_OPERATION_NAME,
  ATTR_MESSAGING_OPERATION_TYPE,
  ATTR_MESSAGING_SYSTEM,
  MESSAGING_OPERATION_TYPE_VALUE_CREATE,
  MESSAGING_OPERATION_TYPE_VALUE_PROCESS,
  MESSAGING_OPERATION_TYPE_VALUE_SEND,
} from "@opentelemetry/semantic-conventions/incubating";
import type { Attributes as BullmqAttributes } from "bullmq";

/** As BullMQ calls what our spans need. Its own enumeration would load BullMQ. */
export const JOB_ID = "bullmq.job.id";
export const QUEUE_NAME = "bullmq.queue.name";

/**
 * What of BullMQ's attributes is shown, and under which name. Others are left out: that of a result is a payload, and those of
 * options are texts that say what their author knows.
 */
const SHOWN: Readonly<Record<string, string>> = {
  [QUEUE_NAME]: ATTR_MESSAGING_DESTINATION_NAME,
  [JOB_ID]: ATTR_MESSAGING_MESSAGE_ID,
  "bullmq.job.bulk.count": ATTR_MESSAGING_BATCH_MESSAGE_COUNT,
  "bullmq.job.name": "bullmq.job.name",
  "bullmq.job.attempts.made": "bullmq.job.attempts.made",
  "bullmq.job.scheduler.id": "bullmq.job.scheduler.id",
};

/**
 * What BullMQ does with messages, as OpenTelemetry's conventions call it.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/#operation-types
 */
const OPERATION_TYPES = new Map([
  ["add", MESSAGING_OPERATION_TYPE_VALUE_SEND],
  ["addBulk", MESSAGING_OPERATION_TYPE_VALUE_SEND],
  ["addFlow", MESSAGING_OPERATION_TYPE_VALUE_SEND],
  ["addBulkFlows", MESSAGING_OPERATION_TYPE_VALUE_SEND],
  ["addNode", MESSAGING_OPERATION_TYPE_VALUE_CREATE],
  ["process", MESSAGING_OPERATION_TYPE_VALUE_PROCESS],
]);

/** Whether an operation has to do with messages. The others keep a queue going, many times a second. */
export function isMessaging(operation: string): boolean {
  return OPERATION_TYPES.has(operation);
}

/** Whether an operation is the work on a message; otherwise it sends messages. */
export function isProcessing(operation: string): boolean {
  return OPERATION_TYPES.get(operation) === MESSAGING_OPERATION_TYPE_VALUE_PROCESS;
}

/** What every span of an operation says. */
export function operationAttributes(operation: string): Attributes {
  return {
    [ATTR_MESSAGING_SYSTEM]: "bullmq",
    [ATTR_MESSAGING_OPERATION_NAME]: operation,
    [ATTR_MESSAGING_OPERATION_TYPE]: OPERATION_TYPES.get(operation),
  };
}

/** BullMQ's attributes, by the names of OpenTelemetry's conventions where there are any. */
export function messagingAttributes(given: BullmqAttributes): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(given)) {
    const shown = SHOWN[name];
    if (shown !== undefined && value !== undefined && value !== "") {
      attributes[shown] = value as AttributeValue;
    }
  }
  return attributes;
}
