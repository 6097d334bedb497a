import type { StoppableMeterProvider, StoppableReader } from "../exporters/exporter-definition.ts";

/** The parts of the SDK's meter provider that are behind its type: what each reader has not collected yet. */
interface ProviderInside {
  readonly _sharedState?: {
    readonly metricCollectors?: readonly CollectorInside[];
    readonly meterSharedStates?: ReadonlyMap<string, MeterInside>;
  };
}

interface CollectorInside {
  readonly _metricReader?: unknown;
}

interface MeterInside {
  readonly metricStorageRegistry?: { getStorages?(collector: CollectorInside): readonly StorageInside[] };
}

interface StorageInside {
  readonly _deltaMetricStorage?: { readonly _activeCollectionStorage?: { readonly size?: number } };
}

/**
 * How many series were recorded since a reader collected last. To be asked when the process exits: collecting takes
 * turns of the event loop that there are no more. The SDK has no call for it; its version is pinned, and tests notice
 * if the parts are no longer there. Then the answer is 0.
 */
export function unsentSeries(provider: StoppableMeterProvider, reader: StoppableReader): number {
  const { _sharedState: state } = provider as StoppableMeterProvider & ProviderInside;
  const collector = state?.metricCollectors?.find(({ _metricReader: candidate }) => candidate === reader);
  if (state === undefined || collector === undefined) {
    return 0;
  }
  const meters = [...(state.meterSharedStates?.values() ?? [])];
  const storages = meters.flatMap((meter) => meter.metricStorageRegistry?.getStorages?.(collector) ?? []);
  return storages.reduce((count, { _deltaMetricStorage: deltas = {} }) => {
    const { _activeCollectionStorage: recorded } = deltas;
    return count + (recorded?.size ?? 0);
  }, 0);
}
