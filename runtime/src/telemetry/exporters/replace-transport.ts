import type { IExporterTransport } from "@opentelemetry/otlp-exporter-base";

/** The parts of the SDK's OTLP exporters and transports that are behind their types. */
interface ExporterInside {
  readonly _delegate?: { readonly _transport?: IExporterTransport };
}
interface RetryingTransportInside {
  readonly _transport?: IExporterTransport;
}

/**
 * Lets an OTLP exporter of the SDK send in another way. It has no option for that, and what it is put together from
 * is not all exported. The version is pinned, and tests notice if the parts are no longer there; then the exporter
 * still works, but may hold the end of the process for as long as its own timeout.
 */
export function replaceTransport<Exporter extends object>(
  exporter: Exporter,
  replacement: (transport: IExporterTransport) => IExporterTransport,
): Exporter {
  const { _delegate: delegate } = exporter as Exporter & ExporterInside;
  const { _transport: transport } = delegate ?? {};
  if (delegate !== undefined && transport !== undefined) {
    Object.assign(delegate, { _transport: replacement(transport) });
  }
  return exporter;
}

/** What the SDK's HTTP exporters send with, below their retries. */
export function withoutRetries(transport: IExporterTransport): IExporterTransport {
  const { _transport: inner } = transport as IExporterTransport & RetryingTransportInside;
  return inner ?? transport;
}
