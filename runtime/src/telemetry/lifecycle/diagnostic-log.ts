import { diag, DiagLogLevel } from "@opentelemetry/api";
import type { DiagLogger } from "@opentelemetry/api";
import type { LogLevel } from "../options.ts";

const LEVELS: Readonly<Record<LogLevel, DiagLogLevel>> = {
  trace: DiagLogLevel.VERBOSE,
  debug: DiagLogLevel.DEBUG,
  info: DiagLogLevel.INFO,
  warn: DiagLogLevel.WARN,
  error: DiagLogLevel.ERROR,
};

/** Lets the SDK say on stderr what it has to say about itself: stdout belongs to the program. */
export function setDiagnosticLog(level: LogLevel): void {
  diag.setLogger({ error: write, warn: write, info: write, debug: write, verbose: write }, {
    logLevel: LEVELS[level],
    suppressOverrideMessage: true,
  });
}

const write: DiagLogger["info"] = (message, ...details) => {
  console.error("opentelemetry:", message, ...details);
};
