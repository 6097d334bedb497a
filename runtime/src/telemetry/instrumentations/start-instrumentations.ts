import { context } from "@opentelemetry/api";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import type { Instrumentation } from "@opentelemetry/instrumentation";
import { isTracingSuppressed } from "@opentelemetry/core";
import { registeredTracerProvider } from "../lifecycle/registered-provider.ts";
import { warn } from "../lifecycle/warn.ts";
import { TelemetryConfigError } from "../settings/config-error.ts";
import type { Telemetry } from "../telemetry.ts";
import { chooseInstrumentations } from "./choose-instrumentations.ts";
import { hookImports } from "./module-hooks.ts";
import { afterStart, notePreload } from "./preload.ts";
import { warnOfVersions } from "./warn-of-versions.ts";

/** Of the instrumentation of `http`. */
interface OutgoingRequests {
  readonly ignoreOutgoingRequestHook?: (request: unknown) => boolean;
}

/**
 * Starts telemetry, and the instrumentations that a spec names, before the application loads what they change. Does nothing
 * the second time.
 *
 * Where somebody else has registered providers before, the instrumentations are theirs too: with both, each request would
 * have two spans. With `OTEL_SDK_DISABLED` there are none. `OTEL_NODE_ENABLED_INSTRUMENTATIONS` and
 * `OTEL_NODE_DISABLED_INSTRUMENTATIONS` choose among those of the spec. A library that is loaded in a version that its
 * instrumentation does not know is told of.
 *
 * @param create Makes an instrumentation, by the name that the spec and the variables have for it.
 * @throws TelemetryConfigError if telemetry or an instrumentation cannot be started.
 */
export function startInstrumentations(
  telemetry: Telemetry,
  create: Readonly<Record<string, () => Instrumentation>>,
): void {
  if (!notePreload()) {
    return;
  }
  const names = Object.keys(create);
  const { isMainThread } = process.getBuiltinModule("node:worker_threads");
  if (isMainThread ? !startOwned(telemetry, names) : registeredTracerProvider() !== undefined) {
    return;
  }
  const chosen = chooseInstrumentations(names).map((name) => [name, made(name, create[name])] as const);
  const instrumentations = chosen.map(([, instrumentation]) => instrumentation);
  hookImports(instrumentations);
  registerInstrumentations({ instrumentations });
  if (isMainThread) {
    for (const [name, instrumentation] of chosen) {
      warnOfVersions(name, instrumentation);
    }
  } else {
    // A thread is loaded like its process. Its telemetry is started by its first task, and then there are metrics too.
    afterStart(() => {
      registerInstrumentations({ instrumentations });
    });
  }
}

/** Starts telemetry. False if the providers are not ours. */
function startOwned(telemetry: Telemetry, names: readonly string[]): boolean {
  telemetry.start();
  const isOwned = telemetry.reservesSpanIds();
  if (!isOwned && registeredTracerProvider() !== undefined) {
    warn(
      "an OpenTelemetry provider was registered before telemetry.instrumentations were, so those of the spec " +
        `(${names.join(", ")}) are left to whoever registered it.`,
    );
  }
  return isOwned;
}

function made(name: string, create: (() => Instrumentation) | undefined): Instrumentation {
  try {
    const instrumentation = create?.() as Instrumentation;
    return name === "http" ? withoutExports(instrumentation) : instrumentation;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TelemetryConfigError(`The instrumentation "${name}" could not be started: ${reason}`, { cause: error });
  }
}

/** Requests of exporters make no spans, and would be measured nevertheless: each export of metrics would make more of them. */
function withoutExports(instrumentation: Instrumentation): Instrumentation {
  const config = instrumentation.getConfig() as OutgoingRequests;
  const ignoreOutgoingRequestHook = (request: unknown): boolean =>
    isTracingSuppressed(context.active()) || config.ignoreOutgoingRequestHook?.(request) === true;
  instrumentation.setConfig({ ...config, ignoreOutgoingRequestHook } as ReturnType<Instrumentation["getConfig"]>);
  return instrumentation;
}
