import type { Context } from "@opentelemetry/api";
import type { LogRecordProcessor, ReadWriteLogRecord } from "@opentelemetry/sdk-logs";
import { isEmitting } from "../../logs/emit-record.ts";
import { logScopeOf } from "../../logs/log-scope.ts";
import type { LogRedactor } from "../../logs/log-scope.ts";
import { originHere } from "../../logs/origin.ts";
import { recordAttributes } from "../../logs/record-attributes.ts";

/** Gives records that others make with OpenTelemetry's API what ours have: their fields, and no sensitive values. */
export const fieldsProcessor: LogRecordProcessor = {
  onEmit: (record, context) => {
    if (!isEmitting()) {
      complete(record, context);
    }
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

function complete(record: ReadWriteLogRecord, context: Context | undefined): void {
  const origin = originHere(context);
  const redactor = logScopeOf(origin.context)?.redactor;
  if (redactor !== undefined) {
    redact(record, redactor);
  }
  for (const [name, value] of Object.entries(recordAttributes(origin.fields))) {
    if (!Object.hasOwn(record.attributes, name)) {
      record.setAttribute(name, value);
    }
  }
}

function redact(record: ReadWriteLogRecord, redactor: LogRedactor): void {
  const { attributes, body } = record;
  const shown = redactor.fields(attributes);
  for (const name of Object.keys(attributes).filter((each) => !Object.hasOwn(shown, each))) {
    delete attributes[name];
  }
  record.setAttributes(shown);
  record.setBody(redactor.fields({ body })["body"]);
}
