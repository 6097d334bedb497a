import type { Deliveries, TelemetryStatistics } from "./owned-telemetry.ts";
import type { Outlet } from "./pipeline.ts";

const NOTHING: Deliveries = { produced: 0, exported: 0, dropped: 0, unsent: 0 };

/** All that leaves the process, as one: its ways out, its statistics, and its deadlines are one for all. */
export function combineOutlets(outlets: readonly Outlet[]): Outlet {
  const [only, ...others] = outlets;
  if (only !== undefined && others.length === 0) {
    return only;
  }
  const each = (call: (outlet: Outlet) => void): void => {
    for (const outlet of outlets) {
      call(outlet);
    }
  };
  const every = async (call: (outlet: Outlet) => Promise<boolean>): Promise<boolean> => {
    const inTime = await Promise.all(outlets.map(call));
    return inTime.every(Boolean);
  };
  return {
    unsent: () => outlets.reduce((total, outlet) => total + outlet.unsent(), 0),
    statistics: () => sum(outlets),
    ready: () => {
      const waits = outlets.flatMap((outlet) => outlet.ready() ?? []);
      return waits.length === 0 ? undefined : Promise.all(waits).then(() => {});
    },
    flush: () => every((outlet) => outlet.flush()),
    flushSpans: () => every((outlet) => outlet.flushSpans()),
    shutdown: () => every((outlet) => outlet.shutdown()),
    interrupt: (type) => {
      each((outlet) => {
        outlet.interrupt(type);
      });
    },
    prepareEnd: () => {
      each((outlet) => {
        outlet.prepareEnd();
      });
    },
    end: (reason) => {
      each((outlet) => {
        outlet.end(reason);
      });
    },
  };
}

function sum(outlets: readonly Outlet[]): TelemetryStatistics {
  const all = outlets.map((outlet) => outlet.statistics());
  const logs = all.flatMap((statistics) => statistics.logs ?? []);
  return { ...all.reduce(add, NOTHING), ...(logs.length > 0 && { logs: logs.reduce(add) }) };
}

function add(one: Deliveries, other: Deliveries): Deliveries {
  return {
    produced: one.produced + other.produced,
    exported: one.exported + other.exported,
    dropped: one.dropped + other.dropped,
    unsent: one.unsent + other.unsent,
  };
}
