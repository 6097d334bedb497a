/** The driver: `node src/main.ts <experiment> <url> …` counts the words of pages, below a span of its own. */
import { trace } from "@opentelemetry/api";
import { report } from "./flows/generated/index.ts";
import { telemetry } from "./flows/generated/telemetry.ts";

const [experiment = "none", ...urls] = process.argv.slice(2);

telemetry.start();
await trace.getTracer("driver").startActiveSpan("workflow_run", async (span) => {
  try {
    const run = await report.start({ urls }, { context: { experiment } });
    console.log(`${run.id} ${run.traceUrl ?? ""}`);
    console.log(`${(await run.result()).words} words`);
  } finally {
    span.end();
  }
});
