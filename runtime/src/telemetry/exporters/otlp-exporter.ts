import { ExportResultCode } from "@opentelemetry/core";
import type { ExportResult } from "@opentelemetry/core";
import type { ExportOutcome, PartialSuccess } from "./exporter-definition.ts";
import type { OtlpTransport } from "./otlp-transport.ts";

/** As in `@opentelemetry/otlp-transformer`, whatever the signal. */
export interface OtlpSerializer<Items> {
  serializeRequest(items: Items): Uint8Array | undefined;
  deserializeResponse(data: Uint8Array): object;
}

/** Fits the exporter interfaces of all signals. */
export interface OtlpExporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/** The fields of the answers of all signals. JSON brings 64-bit integers as strings. */
interface PartialSuccessFields {
  readonly rejectedSpans?: number | string;
  readonly rejectedDataPoints?: number | string;
  readonly rejectedLogRecords?: number | string;
  readonly errorMessage?: string;
}

/**
 * Makes an OTLP exporter of what turns items into bytes and what sends bytes.
 *
 * @param timeout of one export with its retries, in milliseconds.
 */
export function createOtlpExporter<Items>(
  serializer: OtlpSerializer<Items>,
  transport: OtlpTransport,
  timeout: number,
): OtlpExporter<Items> {
  const onTheWay = new Set<Promise<void>>();

  async function send(items: Items): Promise<ExportOutcome> {
    try {
      const request = serializer.serializeRequest(items) ?? new Uint8Array();
      const partialSuccess = partialSuccessOf(serializer, await transport.send(request, timeout));
      return { code: ExportResultCode.SUCCESS, ...(partialSuccess && { partialSuccess }) };
    } catch (error) {
      return { code: ExportResultCode.FAILED, error: error as Error };
    }
  }

  const forceFlush = async (): Promise<void> => {
    await Promise.all(onTheWay);
  };
  return {
    export: (items, done) => {
      const delivery = send(items)
        .then(done)
        .finally(() => onTheWay.delete(delivery));
      onTheWay.add(delivery);
    },
    forceFlush,
    shutdown: async () => {
      await forceFlush();
      transport.shutdown();
    },
  };
}

/** @see https://opentelemetry.io/docs/specs/otlp/#partial-success */
function partialSuccessOf<Items>(serializer: OtlpSerializer<Items>, body: Uint8Array): PartialSuccess | undefined {
  let fields: PartialSuccessFields | undefined;
  try {
    const response = serializer.deserializeResponse(body) as { readonly partialSuccess?: PartialSuccessFields };
    fields = response.partialSuccess;
  } catch {
    // It was taken. Collectors answer all sorts of things, `OK` in plain text for example.
  }
  if (fields === undefined) {
    return undefined;
  }
  const { rejectedSpans, rejectedDataPoints, rejectedLogRecords, errorMessage = "" } = fields;
  const rejected = Number(rejectedSpans ?? rejectedDataPoints ?? rejectedLogRecords ?? 0);
  return rejected === 0 && errorMessage === "" ? undefined : { rejected, message: errorMessage };
}
