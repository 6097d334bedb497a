import { fileURLToPath } from "node:url";
import { chosenMember, itemsOf, valueOf } from "./configuration-node.ts";
import type { ConfigurationMember, ConfigurationNode } from "./configuration-node.ts";
import { refuse } from "./configuration-problem.ts";
import type { ProblemList } from "./configuration-problem.ts";
import { readTimeout } from "./map-processor.ts";
import { readPairs } from "./read-pairs.ts";
import { readText, readWord, refuseLate } from "./read-setting.ts";
import type { ExporterSettings, ExporterType, Signal, TlsSettings } from "./settings.ts";

/** Reads an exporter; undefined for one that there is not, which has been reported. */
export function mapExporter<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
  signal: Signal,
): ExporterSettings<Place> | undefined {
  const chosen = chosenMember(node);
  switch (chosen?.key) {
    case "otlp_http": {
      const exporter = mapOtlp(list, chosen);
      const isUsual = exporter.endpoint === undefined || exporter.endpoint.endsWith(`/v1/${signal}`);
      return { ...exporter, type: mapEncoding(list, chosen.value), ...(!isUsual && { path: "" }) };
    }
    case "otlp_grpc":
      return { ...mapOtlp(list, chosen), type: "otlpgrpc", endpoint: grpcEndpoint(list, chosen.value) };
    case "zipkin":
      return { ...mapOtlp(list, chosen), type: "zipkin" };
    case "otlp_file/development":
      return mapFile(list, chosen);
    case "console":
    case "memory":
    case "noop":
      return { type: chosen.key, place: chosen.keyPlace };
    default:
      return undefined;
  }
}

function mapOtlp<Place>(list: ProblemList<Place>, { keyPlace, value }: ConfigurationMember<Place>): ExporterSettings<Place> {
  return {
    type: "otlphttp",
    place: keyPlace,
    endpoint: readText(list, valueOf(value, "endpoint")),
    headers: mapHeaders(list, value),
    compression: mapCompression(list, valueOf(value, "compression")),
    timeout: readTimeout(list, valueOf(value, "timeout")),
    tls: mapTls(list, valueOf(value, "tls")),
  };
}

function mapTls<Place>(list: ProblemList<Place>, node: ConfigurationNode<Place> | undefined): TlsSettings | undefined {
  const caFile = readText(list, valueOf(node, "ca_file"));
  const certFile = readText(list, valueOf(node, "cert_file"));
  const keyFile = readText(list, valueOf(node, "key_file"));
  return caFile === undefined && certFile === undefined && keyFile === undefined ? undefined : { caFile, certFile, keyFile };
}

/** Without a scheme a connection is secure, unless the document says otherwise. */
function grpcEndpoint<Place>(list: ProblemList<Place>, exporter: ConfigurationNode<Place>): string | undefined {
  const endpoint = readText(list, valueOf(exporter, "endpoint"));
  const insecure = valueOf(valueOf(exporter, "tls"), "insecure");
  if (insecure?.kind === "scalar" && insecure.late !== undefined) {
    refuseLate(list, insecure);
  }
  const isInsecure = insecure?.kind === "scalar" && insecure.value === true;
  return isInsecure && endpoint !== undefined && !endpoint.includes("://") ? `http://${endpoint}` : endpoint;
}

function mapEncoding<Place>(list: ProblemList<Place>, exporter: ConfigurationNode<Place>): ExporterType {
  return readWord(list, valueOf(exporter, "encoding")) === "json" ? "otlphttp-json" : "otlphttp";
}

/** `headers` go before `headers_list`; a header whose value is null is left out. */
function mapHeaders<Place>(
  list: ProblemList<Place>,
  exporter: ConfigurationNode<Place>,
): ExporterSettings<Place>["headers"] {
  const headers = new Map(readPairs(list, valueOf(exporter, "headers_list")));
  for (const item of itemsOf(valueOf(exporter, "headers"))) {
    const name = valueOf(item, "name");
    const value = readText(list, valueOf(item, "value"));
    if (name?.kind === "scalar" && name.late !== undefined) {
      refuseLate(list, name);
    } else if (name?.kind === "scalar" && value !== undefined) {
      headers.set(String(name.value), value);
    }
  }
  return headers.size === 0 ? undefined : Object.fromEntries(headers);
}

function mapCompression<Place>(
  list: ProblemList<Place>,
  node: ConfigurationNode<Place> | undefined,
): "gzip" | "none" | undefined {
  const compression = readWord(list, node);
  if (node !== undefined && compression !== undefined && compression !== "gzip" && compression !== "none") {
    refuse(list, node, `the compression \`${compression}\``, "use gzip or none");
    return undefined;
  }
  return compression as "gzip" | "none" | undefined;
}

/** Standard output belongs to the program, so only files are written. */
function mapFile<Place>(
  list: ProblemList<Place>,
  { keyPlace, value }: ConfigurationMember<Place>,
): ExporterSettings<Place> | undefined {
  const stream = valueOf(value, "output_stream");
  const written = readText(list, stream);
  if (written === undefined || written === "stdout") {
    const help = "give an `output_stream` such as file:///var/log/traces.jsonl";
    refuse(list, { place: stream?.place ?? keyPlace }, "OTLP on standard output", help);
    return undefined;
  }
  const filename = pathOf(written);
  if (filename === undefined) {
    refuse(list, { place: stream?.place ?? keyPlace }, `the stream \`${written}\``, "give one such as file:///var/log/traces.jsonl");
    return undefined;
  }
  return { type: "file", place: keyPlace, filename };
}

/** Without slashes the path starts from where the process does. */
function pathOf(stream: string): string | undefined {
  try {
    const relative = /^file:(?!\/)(.+)$/.exec(stream)?.[1];
    // A variable in it is only known later, and must not be escaped as a URL would be.
    return relative ?? (stream.includes("${") ? /^file:\/\/(\/.*)$/.exec(stream)?.[1] : fileURLToPath(stream));
  } catch {
    return undefined;
  }
}
