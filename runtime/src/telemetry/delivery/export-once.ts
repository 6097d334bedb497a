import { ExportResultCode } from "@opentelemetry/core";
import { errorText } from "../error-text.ts";
import type { CreatedExporter, Exportable, PartialSuccess } from "../exporters/exporter-definition.ts";

/**
 * Exports spans or log records and calls back exactly once: without an error, or with it; also if the exporter throws,
 * calls back twice, or never within `timeout` milliseconds.
 */
export function exportOnce<Item extends Exportable>(
  target: CreatedExporter<Item>,
  items: Item[],
  timeout: number,
  done: (error?: unknown, partialSuccess?: PartialSuccess) => void,
): void {
  let open = true;
  const finish = (error?: unknown, partialSuccess?: PartialSuccess) => {
    if (open) {
      open = false;
      clearTimeout(timer);
      done(error, partialSuccess);
    }
  };
  const timer = setTimeout(() => {
    finish(new Error(`no answer within ${timeout} ms`));
  }, timeout).unref();
  const send = () => {
    try {
      target.exporter.export(items, ({ code, error, partialSuccess }) => {
        finish(code === ExportResultCode.SUCCESS ? undefined : (error ?? new Error("export failed")), partialSuccess);
      });
    } catch (error) {
      finish(new Error(errorText(error)));
    }
  };
  const resource = items[0]?.resource;
  if (resource?.asyncAttributesPending === true && !target.synchronous) {
    void resource.waitForAsyncAttributes?.().then(send);
  } else {
    send();
  }
}
