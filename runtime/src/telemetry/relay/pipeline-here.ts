import type { MutableSpanProcessor } from "../delivery/mutable-span-processor.ts";
import { createPipeline } from "../pipeline.ts";
import type { Pipeline, PipelineOptions } from "../pipeline.ts";
import { currentRelay } from "./relay.ts";
import { createRelayedPipeline } from "./relayed-pipeline.ts";
import { addSink } from "./sinks.ts";

/**
 * Builds providers, and registers nothing: those that export, for threads too, or, in a thread of a pool, those that hand all on.
 *
 * @param service One of `telemetry.services`. Undefined for the providers of the process.
 * @throws TelemetryConfigError if the spec or a variable asks for something that cannot be done.
 */
export function createPipelineHere(options: PipelineOptions, processors: MutableSpanProcessor, service?: string): Pipeline {
  const relay = currentRelay();
  if (relay !== undefined) {
    return createRelayedPipeline(options, processors, relay.send, service);
  }
  const pipeline = createPipeline(options, processors);
  const removeSink = addSink(pipeline, service);
  return {
    ...pipeline,
    shutdown: async () => {
      const inTime = await pipeline.shutdown();
      removeSink();
      return inTime;
    },
  };
}
