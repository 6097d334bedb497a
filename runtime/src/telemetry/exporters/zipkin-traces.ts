import { usesProxies } from "./background-agent.ts";
import { withBackgroundRetries } from "./background-retries.ts";
import type { SpanExporterDefinition } from "./exporter-definition.ts";
import { createHttpTransport } from "./http-transport.ts";
import { createOtlpExporter } from "./otlp-exporter.ts";
import { sendNothing } from "./preflight.ts";
import { probeConnection } from "./probe-connection.ts";
import { resolveZipkinSettings } from "./zipkin-settings.ts";
import type { ZipkinOptions } from "./zipkin-settings.ts";
import { toZipkinSpan } from "./zipkin-span.ts";

/**
 * Sends spans to Zipkin, in JSON of its version 2; to `http://localhost:9411/api/v2/spans` by default.
 *
 * The SDK's exporter for Zipkin would keep the process alive while a request is under way, and has no timeout.
 */
export function zipkinTraces(options: ZipkinOptions = {}): SpanExporterDefinition {
  return {
    type: "zipkin",
    create: () => {
      const settings = resolveZipkinSettings(options);
      const direct = createHttpTransport(settings, "application/json");
      const transport = withBackgroundRetries(direct);
      return {
        exporter: createOtlpExporter(
          {
            serializeRequest: (spans) => Buffer.from(JSON.stringify(spans.map(toZipkinSpan))),
            deserializeResponse: () => ({}),
          },
          transport,
          settings.timeout,
        ),
        destination: { type: "zipkin", address: settings.endpoint },
        synchronous: false,
        trouble: transport.trouble,
        preflight: () => sendNothing(direct, Buffer.from("[]")),
        ...(!usesProxies() && { probe: () => probeConnection(settings.endpoint) }),
      };
    },
  };
}
