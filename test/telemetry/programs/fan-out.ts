/** Runs a workflow that does next to nothing 100,000 times: `fan-out.ts <maxConcurrency>`. The address is in TARGET. */
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { define, engine, workflow } from "../../runtime/fixtures/flows.ts";

const maxConcurrency = Number(process.argv[2]);
const items = Array.from({ length: 100_000 }, (_, index) => index);
const telemetry = defineTelemetry({
  serviceName: "fan-out",
  exporters: [otlpHttpTraces({ endpoint: "${env:TARGET}" })],
});
const double = define("double", async (input: number) => input * 2);
const client = engine({ telemetry }).client(
  workflow((flow) => {
    const doubled = flow.step("doubled", [], () => flow.forEach(items, { maxConcurrency }, (item) => double(item)));
    return flow.result([doubled], (values) => values.reduce((total, value) => total + value, 0));
  }),
);
const total = await client.run(undefined as never);
while (telemetry.statistics().unsent > 0) {
  await telemetry.flush();
}
console.log(JSON.stringify({ total, statistics: telemetry.statistics() }));
