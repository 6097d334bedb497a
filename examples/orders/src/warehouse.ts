/** The other service: `node src/warehouse.ts [port]`. It has no flows, and the same telemetry. */
import { defineTelemetry } from "@gen-flows/runtime/telemetry";
import { otlpHttpTraces } from "@gen-flows/runtime/telemetry/otlp-http-traces";
import { listen } from "./listen.ts";

const endpoint = "${env:OTEL_EXPORTER_OTLP_ENDPOINT:-http://localhost:4318}";

defineTelemetry({ serviceName: "warehouse", exporters: [otlpHttpTraces({ endpoint })] }).start();

listen(Number(process.argv[2] ?? 4700), "/parcels", async (body) => {
  return { status: 202, body };
});
