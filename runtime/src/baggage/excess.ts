import { createContextKey } from "@opentelemetry/api";

/** In the OpenTelemetry context: that of the baggage which arrived, something was dropped. A `BaggageExcess`. */
export const BAGGAGE_EXCESS = createContextKey("gen_flows.baggage.excess");
