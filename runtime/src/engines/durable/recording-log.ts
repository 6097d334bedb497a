import type { Log } from "../../workflow/index.ts";
import { asJson } from "./plain-data.ts";
import type { LoggedValue, LogRecord } from "./span-record.ts";
import { toWireError } from "./wire-error.ts";

/** What the body of a workflow says. */
export type Said = Pick<LogRecord, "level" | "message" | "attributes">;

/** A log whose records are made elsewhere. */
export function recordingLog(say: (said: Said) => void): Log {
  const at = (level: Said["level"]): Log["info"] => {
    return (message, attributes) => {
      say({ level, message, ...(attributes && { attributes: loggedValues(attributes) }) });
    };
  };
  return {
    trace: at("trace"),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    fatal: at("fatal"),
  };
}

function loggedValues(attributes: object): Record<string, LoggedValue> {
  const fields = attributes instanceof Error ? { error: attributes } : attributes;
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.map(([name, value]) => [name, loggedValue(value)]));
}

function loggedValue(value: unknown): LoggedValue {
  return value instanceof Error ? { error: toWireError(value) } : (asJson(value) ?? { value: String(value) });
}
