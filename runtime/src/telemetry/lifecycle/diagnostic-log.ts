import { diag, DiagLogLevel } from "@opentelemetry/api";
import type { DiagLogger } from "@opentelemetry/api";
import type { LogLevel } from "../options.ts";
import { readChoice } from "../settings/environment.ts";

const LEVELS: Readonly<Record<LogLevel, DiagLogLevel>> = {
  trace: DiagLogLevel.VERBOSE,
  debug: DiagLogLevel.DEBUG,
  info: DiagLogLevel.INFO,
  warn: DiagLogLevel.WARN,
  error: DiagLogLevel.ERROR,
};

/** As in `OTEL_LOG_LEVEL`. */
const NAMED: Readonly<Record<string, LogLevel | undefined>> = {
  none: undefined,
  error: "error",
  warn: "warn",
  info: "info",
  debug: "debug",
  verbose: "trace",
  all: "trace",
};

/**
 * Lets the SDK speak, if `OTEL_LOG_LEVEL` asks for it, or else the spec.
 *
 * @throws TelemetryConfigError for another word.
 */
export function startDiagnosticLog(specified: LogLevel | undefined): void {
  const name = readChoice("OTEL_LOG_LEVEL", Object.keys(NAMED));
  const level = name === undefined ? specified : NAMED[name];
  if (level !== undefined) {
    setDiagnosticLog(level);
  }
}

/** Lets the SDK say on stderr what it has to say about itself: stdout belongs to the program. */
function setDiagnosticLog(level: LogLevel): void {
  diag.setLogger({ error: write, warn: write, info: write, debug: write, verbose: write }, {
    logLevel: LEVELS[level],
    suppressOverrideMessage: true,
  });
}

const write: DiagLogger["info"] = (message, ...details) => {
  console.error("opentelemetry:", message, ...details);
};
