import type { LogRecordProcessor } from "@opentelemetry/sdk-logs";
import { isEmitting } from "../../logs/emit-record.ts";
import { originHere } from "../../logs/origin.ts";
import { recordAttributes } from "../../logs/record-attributes.ts";

/** Gives records that others make with OpenTelemetry's API the fields that ours have. */
export const fieldsProcessor: LogRecordProcessor = {
  onEmit: (record, context) => {
    if (isEmitting()) {
      return;
    }
    for (const [name, value] of Object.entries(recordAttributes(originHere(context).fields))) {
      if (!Object.hasOwn(record.attributes, name)) {
        record.setAttribute(name, value);
      }
    }
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
