import type { SourceRange } from "../../source/source-file.ts";
import type { ProcessorSettings } from "./processor.ts";
import type { NumberSetting } from "../../../runtime/src/telemetry/settings/late-settings.ts";

/** Strings may hold `${env:NAME}` or `${env:NAME:-default}`; the runtime reads them at start-up. Durations are milliseconds. */
export interface ExporterSettings {
  readonly type: "noop" | "console" | "memory" | "file" | "otlphttp" | "otlpgrpc";
  readonly range: SourceRange;
  readonly endpoint: string | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly compression: "gzip" | "none" | undefined;
  readonly timeout: NumberSetting | undefined;
  readonly filename: string | undefined;
  /** Where exporters of one signal have processors of their own. */
  readonly processor?: ProcessorSettings | undefined;
}
