import { report } from "../../diagnostics/report.ts";
import { get } from "../../lower/read.ts";
import type { Lint } from "../lint.ts";

/** `telemetry.provider` is `adopt`, and tasks run in threads, where a provider of the main thread is not. */
export const adoptedProviderInThreads: Lint = {
  name: "adopted-provider-in-threads",
  code: "GF9022",
  findsAbsence: false,
  run: ({ linked: { spec } }) => {
    const inThreads = [...spec.tasks.values()].flatMap(({ origin, isolation }) => {
      const place = get(origin, "isolation");
      return isolation === "thread" && place !== undefined ? [{ at: place.range, text: "runs in a thread" }] : [];
    });
    if (spec.telemetry.provider !== "adopt" || inThreads.length === 0) {
      return [];
    }
    const provider = get(get(spec.origin, "telemetry"), "provider");
    return [report("GF9022", provider?.range, {}, inThreads)];
  },
};
