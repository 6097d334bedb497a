import { serde } from "@restatedev/restate-sdk";
import type { Serde } from "@restatedev/restate-sdk";
import { ownError, PayloadError } from "../../task/index.ts";
import type { AttemptOutcome } from "../durable/task-call.ts";
import { toWireError } from "../durable/wire-error.ts";

/**
 * The largest message that Restate takes, by default: `message-size-limit`. A little is left to what stands around a
 * payload.
 */
const LIMIT = 32 * 1024 * 1024 - 64 * 1024;

/**
 * A payload as JSON.
 *
 * @param what Names it in the message, such as "The input of task `chargeCard`".
 * @throws {PayloadError} if it is larger than Restate takes: it would try in vain to send it, again and again.
 */
export function toBytes(value: unknown, what: string): Uint8Array {
  const bytes = serde.json.serialize(value);
  assertFits(bytes, what);
  return bytes;
}

/** What the journal keeps of an attempt. An output that is too large makes a failure of it. */
export function outcomeSerde(task: string): Serde<AttemptOutcome> {
  return {
    contentType: "application/json",
    serialize: (outcome) => outcomeBytes(outcome, task, (fitting) => fitting),
    deserialize: (bytes) => serde.json.deserialize(bytes) as AttemptOutcome,
  };
}

/**
 * The outcome of a task as JSON. An output that is too large makes a failure of it.
 *
 * @param wrap What is sent of the outcome.
 */
export function outcomeBytes(
  outcome: AttemptOutcome,
  task: string,
  wrap: (outcome: AttemptOutcome) => unknown,
): Uint8Array {
  try {
    return toBytes(wrap(outcome), `The output of task \`${task}\``);
  } catch (error) {
    const { span } = outcome;
    return serde.json.serialize(wrap({ ok: false, error: toWireError(error), ...(span !== undefined && { span }) }));
  }
}

function assertFits({ length }: Uint8Array, what: string): void {
  if (length > LIMIT) {
    throw ownError(
      new PayloadError(
        `${what} has ${length} bytes as JSON, and Restate takes messages of 32 MiB at most. Store it elsewhere, and pass on where it is.`,
      ),
    );
  }
}

/** As the SDK's own, with types that fit wherever one is asked for. */
export const json: Serde<unknown> = {
  contentType: "application/json",
  serialize: (value) => serde.json.serialize(value),
  deserialize: (bytes) => serde.json.deserialize(bytes),
};

/** For a handler that has made JSON of its result already. */
export const jsonBytes: Serde<unknown> = { ...json, serialize: (value) => value as Uint8Array };
