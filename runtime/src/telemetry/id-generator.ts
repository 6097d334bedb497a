import { RandomIdGenerator } from "@opentelemetry/sdk-trace";
import type { IdGenerator } from "@opentelemetry/sdk-trace";
import { reservedTraceId, takeReservedSpanId } from "../task/reserved-span-id.ts";

/** Random ids, but for spans whose id was settled before they are made. */
export function createIdGenerator(): IdGenerator {
  const random = new RandomIdGenerator();
  return {
    generateSpanId: () => takeReservedSpanId() ?? random.generateSpanId(),
    generateTraceId: () => reservedTraceId() ?? random.generateTraceId(),
  };
}
