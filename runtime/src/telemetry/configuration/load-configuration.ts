import { createRequire } from "node:module";
import type { TelemetryOptions } from "../options.ts";
import type * as Configuration from "./index.ts";

/** Only a variable asks for it: the schema is large. `start()` is synchronous. */
const require = createRequire(import.meta.url);

/**
 * Reads what `OTEL_CONFIG_FILE` names.
 *
 * @param specified what the spec says: the name and version of the service, where the document has none.
 * @throws TelemetryConfigError if the document is wrong or cannot be honoured, or a package that it needs is missing.
 */
export function loadConfiguration(specified: TelemetryOptions): TelemetryOptions {
  const { configuredOptions } = require("@gen-flows/runtime/telemetry/configuration") as typeof Configuration;
  return configuredOptions(specified);
}
