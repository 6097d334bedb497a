import { context } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import type { DeliveryReport } from "./delivery-report.ts";

/** Where programs are short and many, or where a warning before the first export would only be one more. */
const QUIET = new Set(["production", "test"]);

/**
 * In development (`NODE_ENV` is neither `production` nor `test`), finds out at the start whether an exporter would get
 * through, so that a wrong endpoint is told before anything depends on it. Nothing waits for it.
 */
export function startPreflight(
  preflight: (() => Promise<Error | undefined>) | undefined,
  report: DeliveryReport,
): void {
  if (preflight === undefined || QUIET.has(process.env["NODE_ENV"] ?? "")) {
    return;
  }
  // Its own request must not become a span.
  void context.with(suppressTracing(context.active()), preflight).then((error) => {
    if (error !== undefined) {
      report.unreachable(error);
    }
  });
}
