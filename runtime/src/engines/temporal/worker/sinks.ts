import type { InjectedSinks } from "@temporalio/worker";
import { createRunEmitter } from "../../durable/run-emitter.ts";
import type { RecordSinks } from "../protocol.ts";
import type { WorkerHost } from "./worker-host.ts";

/** Takes what workflow code records, out of the sandbox. Temporal leaves these calls out when it replays. */
export function createSinks(host: WorkerHost): InjectedSinks<RecordSinks> {
  const emit = createRunEmitter(host);
  const { telemetry, traces } = host.application;
  return {
    genFlows: {
      record: {
        async fn(_, record) {
          emit(record);
          // Temporal hears of the end of a run once this has returned.
          if (traces?.durableSpans === true && record.kind === "workflow") {
            await telemetry.flushSpans?.();
          }
        },
      },
    },
  };
}
