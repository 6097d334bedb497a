import { report } from "../../diagnostics/report.ts";
import { get } from "../../lower/read.ts";
import type { Lint } from "../lint.ts";

const NETWORK = new Set(["otlphttp", "otlphttp-json", "otlpgrpc", "zipkin"]);

/** `telemetry.processor` is `simple`, and an exporter sends over the network. */
export const simpleProcessor: Lint = {
  name: "simple-processor",
  code: "GF9012",
  findsAbsence: false,
  run: ({ linked: { spec } }) => {
    const { processor, exporters, provider } = spec.telemetry;
    const exporter = exporters.find(({ type }) => NETWORK.has(type));
    if (processor?.type !== "simple" || exporter === undefined || provider !== "owned") {
      return [];
    }
    const type = get(get(get(spec.origin, "telemetry"), "processor"), "type");
    return [
      report("GF9012", type?.range, { exporter: exporter.type }, [
        { at: exporter.range, text: "each span becomes a request of its own to here" },
      ]),
    ];
  },
};
