import { readPositiveInteger, readVariable } from "../settings/environment.ts";
import { interpolate } from "../settings/interpolate.ts";
import type { NumberSetting } from "../settings/late-settings.ts";
import { resolveNumber } from "../settings/setting.ts";

/** What a spec may say of the Prometheus exporter. */
export interface PrometheusOptions {
  /** May hold `${env:NAME:-default}`. `localhost`: whoever may see metrics is for the operator to say. */
  readonly host?: string | undefined;
  /** 9464. */
  readonly port?: NumberSetting | undefined;
}

/** Where Prometheus finds the metrics. */
export interface PrometheusSettings {
  readonly host: string;
  readonly port: number;
  /** For messages. */
  readonly url: string;
}

/** The path is Prometheus's own default. */
export const PROMETHEUS_PATH = "/metrics";

/**
 * Settles where to listen; `OTEL_EXPORTER_PROMETHEUS_HOST` and `…_PORT` go before the spec.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#prometheus-exporter
 * @throws TelemetryConfigError for a port that is not a whole number above 0, or a missing variable.
 */
export function resolvePrometheusSettings(options: PrometheusOptions): PrometheusSettings {
  const host = readVariable("OTEL_EXPORTER_PROMETHEUS_HOST") ?? interpolate(options.host ?? "localhost", "host");
  const port = readPositiveInteger("OTEL_EXPORTER_PROMETHEUS_PORT") ?? resolveNumber(options.port, "port") ?? 9464;
  return { host, port, url: `http://${host.includes(":") ? `[${host}]` : host}:${port}${PROMETHEUS_PATH}` };
}
