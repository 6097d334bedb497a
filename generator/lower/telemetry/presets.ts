import type { ExporterSettings, TelemetrySignal } from "../../ir/telemetry/exporter.ts";

type OtlpType = Extract<ExporterSettings["type"], `otlp${string}`>;

/** What a vendor documents of its endpoint for OTLP. The runtime knows nothing of vendors. */
export interface Preset {
  readonly vendor: string;
  /** The page of the vendor that says so. */
  readonly documentation: string;
  /** The exporters that the vendor takes. */
  readonly types: readonly OtlpType[];
  readonly signals: readonly TelemetrySignal[];
  /** Undefined: an agent or collector on this machine, at the port of the protocol. */
  readonly endpoint?: string;
  /** Where OTLP over HTTP has another path than `/v1/<signal>`. */
  readonly paths?: Readonly<Partial<Record<TelemetrySignal, string>>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of metrics, where the vendor takes only deltas, or advises them. */
  readonly temporality?: "delta";
  readonly compression?: "gzip";
  /** What else there is to know, for the documentation. */
  readonly note?: string;
}

const HTTP = ["otlphttp", "otlphttp-json"] as const;
const ALL = [...HTTP, "otlpgrpc"] as const;
const SIGNALS = ["traces", "metrics", "logs"] as const;

/** By the name in the spec. Endpoints and headers are those of the vendors' documentation in November 2026. */
export const PRESETS = {
  "aws-xray": {
    vendor: "AWS X-Ray",
    documentation: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html",
    types: ALL,
    signals: SIGNALS,
    note: "To the CloudWatch agent or the AWS collector on this machine: AWS takes only requests with a signature, which they add.",
  },
  axiom: {
    vendor: "Axiom",
    documentation: "https://axiom.co/docs/send-data/opentelemetry",
    types: HTTP,
    signals: SIGNALS,
    endpoint: "https://api.axiom.co",
    headers: { authorization: "Bearer ${env:AXIOM_TOKEN}", "x-axiom-dataset": "${env:AXIOM_DATASET}" },
  },
  "azure-monitor": {
    vendor: "Azure Monitor",
    documentation: "https://learn.microsoft.com/azure/azure-monitor/app/opentelemetry-overview",
    types: ALL,
    signals: SIGNALS,
    note: "To a collector on this machine with its exporter `azuremonitor`: Azure takes only requests with a token that runs out.",
  },
  datadog: {
    vendor: "Datadog, without an agent",
    documentation: "https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/",
    types: HTTP,
    signals: SIGNALS,
    endpoint: "https://otlp.${env:DD_SITE:-datadoghq.com}",
    headers: { "dd-api-key": "${env:DD_API_KEY}" },
    temporality: "delta",
    note: "`DD_SITE` names the site of your organisation, for example `datadoghq.eu`.",
  },
  "datadog-agent": {
    vendor: "Datadog, through its agent",
    documentation: "https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest_in_the_agent/",
    types: ["otlphttp", "otlpgrpc"],
    signals: SIGNALS,
    temporality: "delta",
    note: "The agent must be told to receive OTLP.",
  },
  dynatrace: {
    vendor: "Dynatrace",
    documentation: "https://docs.dynatrace.com/docs/ingest-from/opentelemetry/getting-started/otlp-export",
    types: ["otlphttp"],
    signals: SIGNALS,
    endpoint: "https://${env:DYNATRACE_ENVIRONMENT_ID}.live.dynatrace.com/api/v2/otlp",
    headers: { authorization: "Api-Token ${env:DYNATRACE_API_TOKEN}" },
    temporality: "delta",
  },
  elastic: {
    vendor: "Elastic Cloud",
    documentation: "https://www.elastic.co/docs/reference/opentelemetry/motlp",
    types: ALL,
    signals: SIGNALS,
    endpoint: "${env:ELASTIC_OTLP_ENDPOINT}",
    headers: { authorization: "ApiKey ${env:ELASTIC_API_KEY}" },
    temporality: "delta",
    note: "`ELASTIC_OTLP_ENDPOINT` is the managed endpoint of your project.",
  },
  "google-cloud": {
    vendor: "Google Cloud",
    documentation: "https://docs.cloud.google.com/stackdriver/docs/otlp-metrics/overview",
    types: ALL,
    signals: SIGNALS,
    note: "To a collector on this machine: Google takes only requests with a token that runs out, which it adds.",
  },
  "grafana-cloud": {
    vendor: "Grafana Cloud",
    documentation: "https://grafana.com/docs/grafana-cloud/send-data/otlp/send-data-otlp/",
    types: HTTP,
    signals: SIGNALS,
    endpoint: "${env:GRAFANA_CLOUD_OTLP_ENDPOINT}",
    headers: { authorization: "Basic ${env:GRAFANA_CLOUD_OTLP_TOKEN}" },
    note: "The endpoint ends in `/otlp`; the token is `<instance id>:<access policy token>` in base64.",
  },
  "grafana-tempo": {
    vendor: "Grafana Tempo on this machine",
    documentation: "https://grafana.com/docs/tempo/latest/api_docs/",
    types: ALL,
    signals: ["traces"],
  },
  honeycomb: {
    vendor: "Honeycomb",
    documentation: "https://docs.honeycomb.io/send-data/opentelemetry/",
    types: ALL,
    signals: SIGNALS,
    endpoint: "https://${env:HONEYCOMB_API_HOST:-api.honeycomb.io}",
    headers: { "x-honeycomb-team": "${env:HONEYCOMB_API_KEY}" },
    note: "In Europe, `HONEYCOMB_API_HOST` is `api.eu1.honeycomb.io`.",
  },
  lightstep: {
    vendor: "ServiceNow Cloud Observability (Lightstep)",
    documentation: "https://docs.lightstep.com/docs/send-otlp-over-http-to-lightstep",
    types: ALL,
    signals: ["traces", "metrics"],
    endpoint: "https://ingest.lightstep.com",
    paths: { metrics: "/metrics/otlp/v0.9" },
    headers: { "lightstep-access-token": "${env:LIGHTSTEP_ACCESS_TOKEN}" },
  },
  newrelic: {
    vendor: "New Relic",
    documentation: "https://docs.newrelic.com/docs/opentelemetry/best-practices/opentelemetry-otlp/",
    types: ALL,
    signals: SIGNALS,
    endpoint: "https://${env:NEW_RELIC_OTLP_HOST:-otlp.nr-data.net}",
    headers: { "api-key": "${env:NEW_RELIC_LICENSE_KEY}" },
    temporality: "delta",
    compression: "gzip",
    note: "In Europe, `NEW_RELIC_OTLP_HOST` is `otlp.eu01.nr-data.net`.",
  },
  signoz: {
    vendor: "SigNoz Cloud",
    documentation: "https://signoz.io/docs/ingestion/signoz-cloud/overview/",
    types: ALL,
    signals: SIGNALS,
    endpoint: "https://ingest.${env:SIGNOZ_REGION}.signoz.cloud",
    headers: { "signoz-ingestion-key": "${env:SIGNOZ_INGESTION_KEY}" },
  },
  splunk: {
    vendor: "Splunk Observability Cloud",
    documentation: "https://help.splunk.com/en/splunk-observability-cloud/manage-data/other-data-ingestion-methods",
    types: ["otlphttp"],
    signals: ["traces", "metrics"],
    endpoint: "https://ingest.${env:SPLUNK_REALM}.signalfx.com",
    paths: { traces: "/v2/trace/otlp", metrics: "/v2/datapoint/otlp" },
    headers: { "x-sf-token": "${env:SPLUNK_ACCESS_TOKEN}" },
    note: "Splunk takes logs in another format: send them through a collector.",
  },
} as const satisfies Readonly<Record<string, Preset>>;

/** What a vendor's name stands for; the schema has let no other name through. */
export function presetNamed(name: string): Preset | undefined {
  return Object.hasOwn(PRESETS, name) ? PRESETS[name as keyof typeof PRESETS] : undefined;
}
