import { metrics } from "@opentelemetry/api";
import type { Attributes as AnyAttributes, MeterProvider, Observable as OpenTelemetryObservable, ObservableResult } from "@opentelemetry/api";
import { warn } from "../telemetry/lifecycle/warn.ts";
import type { AttributesArgument } from "./attributes-argument.ts";

/** Milliseconds that a callback may take: all metrics of the export wait for it. */
const CALLBACK_TIMEOUT = 1_000;

/** Says a value, once for each set of attributes. */
export type Observe<Attributes = undefined> = (value: number, ...attributes: AttributesArgument<Attributes>) => void;

/** Called at each export. May be asynchronous, but for no longer than 1 s. */
export type ObservableCallback<Attributes = undefined> = (observe: Observe<Attributes>) => void | Promise<void>;

type SdkCallback = (result: ObservableResult) => void | Promise<void>;

/** A callback, and the instrument that asks it, which another provider makes anew. */
interface Observation {
  readonly callback: SdkCallback;
  readonly instrument: () => OpenTelemetryObservable;
  attachedTo: OpenTelemetryObservable | undefined;
}

const observations = new Set<Observation>();
let attachedTo: MeterProvider | undefined;

/**
 * Gives all callbacks to the meter provider that is registered now, if they are not with it yet. To be called when a
 * provider may be new: the API tells nobody.
 */
export function attachObservables(): void {
  const provider = metrics.getMeterProvider();
  if (attachedTo !== provider) {
    attachedTo = provider;
    for (const observation of observations) {
      attach(observation);
    }
  }
}

/** Lets callbacks be registered for an instrument. */
export function observe<Attributes>(
  name: string,
  instrument: () => OpenTelemetryObservable,
): (callback: ObservableCallback<Attributes>) => () => void {
  let warned = false;
  const tell = (error: unknown) => {
    if (!warned) {
      warned = true;
      warn(`a callback of the metric ${name} fails, and its values are missing: ${String(error)}`);
    }
  };
  return (callback) => {
    const observation: Observation = { callback: guarded(callback, tell), instrument, attachedTo: undefined };
    observations.add(observation);
    attach(observation);
    return () => {
      observations.delete(observation);
      observation.attachedTo?.removeCallback(observation.callback);
      observation.attachedTo = undefined;
    };
  };
}

function attach(observation: Observation): void {
  const instrument = observation.instrument();
  if (observation.attachedTo !== instrument) {
    observation.attachedTo?.removeCallback(observation.callback);
    observation.attachedTo = instrument;
    instrument.addCallback(observation.callback);
  }
}

/** A callback that throws, or never answers, must not cost the export its other metrics. */
function guarded<Attributes>(callback: ObservableCallback<Attributes>, tell: (error: unknown) => void): SdkCallback {
  return (result) => {
    try {
      const answer = callback((value, ...[attributes]) => {
        result.observe(value, attributes as AnyAttributes | undefined);
      });
      return answer === undefined ? undefined : inTime(answer).catch(tell);
    } catch (error) {
      tell(error);
      return undefined;
    }
  };
}

async function inTime(answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${CALLBACK_TIMEOUT} ms`));
    }, CALLBACK_TIMEOUT);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
