import { ExportResultCode } from "@opentelemetry/core";
import type { PushMetricExporter, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { DeliveryReport } from "../delivery/delivery-report.ts";
import type { ExportOutcome } from "./exporter-definition.ts";

/**
 * Reports what becomes of the exports: the SDK's reader would keep failures to itself. It would also wait for each
 * of them with a timer that keeps the process alive for 30 s, so it is told at once that all is well; whoever wants
 * to know that the exports are done flushes.
 *
 * @param timeout for one export, in milliseconds; what comes later is not heard.
 * @param probe says why the destination cannot be reached, if so; then nothing is exported.
 */
export function watchMetricExporter(
  exporter: PushMetricExporter,
  report: DeliveryReport,
  timeout: number,
  probe: () => Promise<Error | undefined> = () => Promise.resolve(undefined),
): PushMetricExporter {
  const send = exporter.export.bind(exporter);
  const flush = exporter.forceFlush.bind(exporter);
  const onTheWay = new Set<Promise<void>>();

  async function deliver(metrics: ResourceMetrics): Promise<void> {
    const unreachable = await probe();
    if (unreachable !== undefined) {
      report.unreachable(unreachable);
      return;
    }
    const result = await new Promise<ExportOutcome>((resolve) => {
      const timer = setTimeout(() => {
        resolve({ code: ExportResultCode.FAILED, error: new Error(`no answer within ${timeout} ms`) });
      }, timeout).unref();
      send(metrics, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
    });
    if (result.code === ExportResultCode.SUCCESS) {
      report.delivered(0, result.partialSuccess);
    } else {
      report.failed(0, result.error);
    }
  }

  async function keepTrack(metrics: ResourceMetrics): Promise<void> {
    report.metricsOnTheWay += 1;
    try {
      await deliver(metrics);
    } catch (error) {
      report.failed(0, error);
    }
    report.metricsOnTheWay -= 1;
  }

  exporter.export = (metrics, done) => {
    const delivery = keepTrack(metrics).finally(() => onTheWay.delete(delivery));
    onTheWay.add(delivery);
    done({ code: ExportResultCode.SUCCESS });
  };
  exporter.forceFlush = async () => {
    await Promise.all(onTheWay);
    await flush();
  };
  return exporter;
}
