import { diag, DiagLogLevel } from "@opentelemetry/api";
import { warn } from "./warn.ts";

/** What the copies of the API of version 1 share. Nothing in the API says whether somebody has set a logger. */
const SHARED = Symbol.for("opentelemetry.js.api.1");

const ignore = (): void => {};

/**
 * Says so if another tracer provider is registered after ours. The API refuses it with `false` and a word to its diagnostics,
 * which go nowhere unless somebody has set a logger: then it is for that one to say.
 */
export function warnOfLaterProvider(): void {
  const { [SHARED]: shared } = globalThis as { readonly [SHARED]?: { readonly diag?: unknown } };
  if (shared?.diag !== undefined) {
    return;
  }
  let isTold = false;
  const error = (message: unknown): void => {
    if (!isTold && String(message).includes("duplicate registration of API: trace")) {
      isTold = true;
      warn(
        "another tracer provider was registered after that of the spec. It is not used, and its exporters get no spans. " +
          'Register it before the first run and before `telemetry.start()`, or write "telemetry": { "provider": "adopt" }.',
      );
    }
  };
  diag.setLogger({ error, warn: ignore, info: ignore, debug: ignore, verbose: ignore }, { logLevel: DiagLogLevel.ERROR });
}
