import { definitions } from "../../runtime/src/telemetry/configuration/document/derived/definitions.ts";
import { COMPONENTS_OF_OURS, SUPPORT } from "../../runtime/src/telemetry/configuration/document/support.ts";

const INTRODUCTION = `# Declarative configuration

OpenTelemetry has a [configuration file](https://opentelemetry.io/docs/specs/otel/configuration/) that all its SDKs
read. gen-flows reads the formats 1.0 and 1.1, in YAML or JSON, in three places:

| where | when it is read | variables |
| --- | --- | --- |
| \`telemetry.configFile\`: a path, from the folder of the spec | by \`gen-flows\`; it becomes the generated \`telemetry.ts\` | \`OTEL_*\` variables go before it, as before every spec |
| \`telemetry.config\`: the document itself | the same | the same |
| \`OTEL_CONFIG_FILE\`: a path, from the working directory | when the process starts; it stands in the place of the spec's telemetry | all other \`OTEL_*\` variables are ignored, but those that it refers to |

\`\`\`yaml
# otel.yaml
file_format: "1.1"
resource:
  attributes:
    - name: service.name
      value: shop
propagator:
  composite:
    - tracecontext:
    - baggage:
tracer_provider:
  sampler:
    parent_based:
      root:
        trace_id_ratio_based:
          ratio: \${SAMPLED_SHARE:-0.1}
  processors:
    - batch:
        exporter:
          otlp_http:
            endpoint: \${COLLECTOR:-http://localhost:4318}/v1/traces
\`\`\`

- \`config\` and \`configFile\` exclude the keys of the shorthand that say the same: \`serviceName\`, \`exporters\`,
  \`processor\`, \`sampler\`, \`propagators\`, \`resource\`, \`metrics\`, \`logs\`. \`provider\`, \`links\`, \`limits\` and the like go
  beside them.
- What a document leaves out is what OpenTelemetry says, not what gen-flows would choose: no propagators, no resource
  detectors, a queue of 2,048. Without a \`service.name\` the service is called as in the spec.
- \`\${NAME}\`, \`\${env:NAME}\` and \`\${NAME:-default}\` are filled in, \`$$\` is a \`$\`. What stands in no quotes gets its type
  afterwards. In a spec's document, endpoints, headers, attributes, paths, numbers and \`disabled\` may depend on variables;
  what has to be imported may not, which is GF2203. With \`OTEL_CONFIG_FILE\` everything may.
- A document is checked against the official schema, and everything that is wrong is reported with file, line and
  column: by \`gen-flows\` as GF2201, by the process as a \`TelemetryConfigError\`, before anything is started.
- What fits the schema and cannot be honoured is refused by name (GF2202). Nothing is switched off in silence.
- \`OTEL_CONFIG_FILE\` needs \`npm install yaml\`, and the packages of what the document chooses. It
  changes nothing where the provider is the application's own (\`provider: adopt\`, or one that was registered before).

\`npx gen-flows inspect --telemetry flows.json\` prints the shorthand of a spec as such a document.

## Flyte's block

\`telemetry.otel\` takes the \`otel\` block of a Flyte service as it is, with Flyte's defaults:

| key | default |
| --- | --- |
| \`type\`: \`noop\`, \`file\`, \`jaeger\`, \`otlpgrpc\`, \`otlphttp\` | \`noop\` |
| \`otlpgrpc.endpoint\` | \`http://localhost:4317\` |
| \`otlphttp.endpoint\` | \`http://localhost:4318/v1/traces\` |
| \`jaeger.endpoint\` | \`http://localhost:14268/api/traces\`; spans are sent as OTLP to port 4318 instead, with the warning GF2204 |
| \`file.filename\` | \`/tmp/trace.txt\`; OTLP in JSON, a request a line, appended |
| \`sampler.parentSampler\`: \`always\`, \`traceid\` | \`always\` |
| \`sampler.traceIdRatio\`, of \`traceid\` | \`0.01\` |

Spans and metrics go to the same exporter. What the caller has decided on sampling always counts.

## What is honoured

Of every object that a document may hold, as OpenTelemetry's schema calls it. Keys that speak to SDKs of other languages
are left alone.
`;

const VALUES = `Of what is honoured, some values are refused as well:

- a timeout of 0, which would mean none;
- \`compression\` other than \`gzip\` and \`none\`;
- \`output_stream: stdout\`: standard output belongs to the program. \`file:///var/log/spans.jsonl\` is a file, and
  \`file:spans.jsonl\` one in the working directory;
- an \`exemplar_filter\` other than \`trace_based\`, a \`default_histogram_aggregation\` other than
  \`explicit_bucket_histogram\`, and readers that differ in \`interval\` or \`timeout\`;
- deltas for metrics on the console or in a file;
- components whose name OpenTelemetry does not define and that are not marked as ours above.
`;

/** `docs/configuration.md`, whose table is what documents are checked by. */
export function configurationPage(): string {
  const rows = Object.entries(SUPPORT).flatMap(([name, keys]) => {
    const of = (verdict: string) => Object.keys(keys).filter((key) => keys[key] === verdict);
    const ours = Object.keys(COMPONENTS_OF_OURS[name] ?? {});
    const refused = Object.keys(definitions[name]?.properties ?? {}).filter((key) => !["honoured", "of others"].includes(keys[key] ?? ""));
    const reasons = Map.groupBy(refused, (key) => keys[key] ?? "");
    const honoured = [...of("honoured").map(code), ...ours.map((key) => `${code(key)} (ours)`)];
    return honoured.length === 0 && refused.length === 0
      ? []
      : [`| ${code(name)} | ${honoured.join(", ")} | ${[...reasons].map(([reason, all]) => `${all.map(code).join(", ")}: ${reason}`).join("; ")} |`];
  });
  return [INTRODUCTION, "| object | honoured | refused, and what to do |", "| --- | --- | --- |", ...rows, "", VALUES].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}
