import type { BatchExporter, Destination, ExporterDefinition } from "./exporter-definition.ts";

/** Describes an exporter that has done its work when `export` returns, so that nothing has to wait for a batch. */
export function defineImmediate<Item>(
  destination: Destination,
  exporter: BatchExporter<Item>,
): ExporterDefinition<Item> {
  return {
    type: destination.type,
    immediate: true,
    create: () => ({ exporter, destination, synchronous: true }),
  };
}
