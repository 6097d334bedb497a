import { ExportResultCode } from "@opentelemetry/core";
import type { CreatedExporter, Exportable } from "../exporters/exporter-definition.ts";
import { errorText } from "./delivery-advice.ts";

/**
 * Exports spans or log records and calls back exactly once: without an argument, or with the error; also if the exporter throws,
 * calls back twice, or never within `timeout` milliseconds.
 */
export function exportOnce<Item extends Exportable>(
  target: CreatedExporter<Item>,
  items: Item[],
  timeout: number,
  done: (error?: unknown) => void,
): void {
  let open = true;
  const finish = (error?: unknown) => {
    if (open) {
      open = false;
      clearTimeout(timer);
      done(error);
    }
  };
  const timer = setTimeout(() => {
    finish(new Error(`no answer within ${timeout} ms`));
  }, timeout).unref();
  const send = () => {
    try {
      target.exporter.export(items, (result) => {
        finish(result.code === ExportResultCode.SUCCESS ? undefined : (result.error ?? new Error("export failed")));
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
