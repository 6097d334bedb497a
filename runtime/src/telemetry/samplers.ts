import { isSpanContextValid, trace } from "@opentelemetry/api";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import type { Sampler, SamplingResult } from "@opentelemetry/sdk-trace";
import { warn } from "./lifecycle/warn.ts";
import type { SamplerOptions } from "./options.ts";
import { RANDOM_TRACE_ID } from "./propagators/trace-state.ts";
import { TelemetryConfigError } from "./settings/config-error.ts";
import { readChoice, readVariable } from "./settings/environment.ts";

const TYPES = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

const PARENT_BASED = "parentbased_";

/**
 * Makes the sampler that the spec asks for. `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` go first.
 *
 * @throws TelemetryConfigError for an unknown sampler, or a ratio that is not between 0 and 1.
 */
export function createSampler(options: SamplerOptions | Sampler = { type: "parentbased_always_on" }): Sampler {
  const type = readChoice("OTEL_TRACES_SAMPLER", TYPES);
  if ("shouldSample" in options) {
    return guarded(type === undefined ? options : samplerOf({ type }));
  }
  return guarded(samplerOf(type === undefined ? options : { type, ratio: options.ratio }));
}

function samplerOf(options: SamplerOptions): Sampler {
  return options.type.startsWith(PARENT_BASED)
    ? new ParentBasedSampler({ root: rootSampler(options) })
    : rootSampler(options);
}

function rootSampler(options: SamplerOptions): Sampler {
  switch (options.type) {
    case "always_on":
    case "parentbased_always_on":
      return new AlwaysOnSampler();
    case "always_off":
    case "parentbased_always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
    case "parentbased_traceidratio":
      return new TraceIdRatioBasedSampler(ratioOf(options));
  }
}

function ratioOf(options: SamplerOptions): number {
  const argument = readVariable("OTEL_TRACES_SAMPLER_ARG");
  const ratio = argument === undefined ? (options.ratio ?? 1) : Number(argument);
  if (!(ratio >= 0 && ratio <= 1)) {
    const source = argument === undefined ? "The sampler's ratio" : "OTEL_TRACES_SAMPLER_ARG";
    throw new TelemetryConfigError(`${source} is ${argument ?? ratio}: give a number from 0 to 1.`);
  }
  return ratio;
}

/**
 * A sampler that throws must not break the task whose span it judges.
 *
 * A trace that begins here has a random id, because our provider makes random ones. Only a sampler can note that on a
 * span, in its trace state.
 */
function guarded(sampler: Sampler): Sampler {
  let warned = false;
  return {
    shouldSample: (parent, ...call): SamplingResult => {
      try {
        const result = sampler.shouldSample(parent, ...call);
        const above = trace.getSpanContext(parent);
        return result.traceState === undefined && (above === undefined || !isSpanContextValid(above))
          ? { ...result, traceState: RANDOM_TRACE_ID }
          : result;
      } catch (error) {
        if (!warned) {
          warned = true;
          warn(`the sampler ${sampler.toString()} throws, and its spans are not recorded: ${String(error)}`);
        }
        return { decision: SamplingDecision.NOT_RECORD };
      }
    },
    toString: () => sampler.toString(),
  };
}
