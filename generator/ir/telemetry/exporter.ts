import type { SourceRange } from "../../source/source-file.ts";

/** Strings may hold `${env:NAME}` or `${env:NAME:-default}`; the runtime reads them at start-up. Durations are milliseconds. */
export interface ExporterSettings {
  readonly type: "noop" | "console" | "memory" | "file" | "otlphttp" | "otlpgrpc";
  readonly range: SourceRange;
  readonly endpoint: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly compression: "gzip" | "none" | undefined;
  readonly timeout: number | undefined;
  readonly filename: string | undefined;
}
