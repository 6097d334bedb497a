import { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, TraceIdRatioBasedSampler } from "@opentelemetry/sdk-trace";
import type { Sampler } from "@opentelemetry/sdk-trace";
import type { RootSamplerOptions, SamplerOptions } from "../options.ts";
import { TelemetryConfigError } from "../settings/config-error.ts";
import { readChoice, readVariable } from "../settings/environment.ts";
import { resolveNumber } from "../settings/setting.ts";
import { guarded } from "./guarded.ts";
import { consistentParentSampler, probabilitySampler } from "./probability.ts";
import { samplerOfWorkflows } from "./sampler-of-workflows.ts";

const ROOT_TYPES: readonly RootSamplerOptions["type"][] = ["always_on", "always_off", "traceidratio", "probability"];

const TYPES: readonly SamplerOptions["type"][] = [
  ...ROOT_TYPES,
  ...ROOT_TYPES.map((type) => `parentbased_${type}` as const),
];

const ARGUMENT = "OTEL_TRACES_SAMPLER_ARG";

/** A sampler of the spec, or one that somebody has made. */
type Choice = SamplerOptions | Sampler;

/**
 * Makes the sampler that the spec asks for. `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` go first, before the
 * samplers of single workflows too.
 *
 * @param workflows By the names of the workflows whose runs it decides on.
 * @throws TelemetryConfigError for an unknown sampler, or a ratio that is not between 0 and 1.
 */
export function createSampler(
  options: Choice = { type: "parentbased_always_on" },
  workflows: Readonly<Record<string, Choice>> = {},
): Sampler {
  const type = readChoice("OTEL_TRACES_SAMPLER", TYPES);
  if (type !== undefined) {
    const ratio = "shouldSample" in options ? undefined : options.ratio;
    return guarded(samplerOf(withArgument({ type, ratio })));
  }
  const sampler = ofChoice("shouldSample" in options ? options : withArgument(options));
  const ofWorkflows = Object.entries(workflows).map(([name, choice]) => [name, ofChoice(choice)] as const);
  return guarded(ofWorkflows.length === 0 ? sampler : samplerOfWorkflows(sampler, new Map(ofWorkflows)));
}

function ofChoice(choice: Choice): Sampler {
  return "shouldSample" in choice ? choice : samplerOf(choice);
}

function samplerOf(options: SamplerOptions): Sampler {
  const { type, ratio } = options;
  const parentBased = /^parentbased_(.*)$/.exec(type)?.[1] as RootSamplerOptions["type"] | undefined;
  if (parentBased === undefined) {
    return rootSampler({ type: type as RootSamplerOptions["type"], ratio });
  }
  const consistent = parentBased === "probability" ? { remoteParentSampled: consistentParentSampler } : {};
  return new ParentBasedSampler({ root: rootSampler({ type: parentBased, ratio }), ...consistent, ...belowParents(options) });
}

/** What is decided below a parent, where that is not simply what the parent has decided. */
function belowParents(options: SamplerOptions) {
  const { remoteParentSampled, remoteParentNotSampled, localParentSampled, localParentNotSampled } = options;
  return {
    ...(remoteParentSampled !== undefined && { remoteParentSampled: rootSampler(remoteParentSampled) }),
    ...(remoteParentNotSampled !== undefined && { remoteParentNotSampled: rootSampler(remoteParentNotSampled) }),
    ...(localParentSampled !== undefined && { localParentSampled: rootSampler(localParentSampled) }),
    ...(localParentNotSampled !== undefined && { localParentNotSampled: rootSampler(localParentNotSampled) }),
  };
}

function rootSampler({ type, ratio: specified }: RootSamplerOptions): Sampler {
  const ratio = resolveNumber(specified, "sampler.ratio") ?? 1;
  switch (type) {
    case "always_on":
      return new AlwaysOnSampler();
    case "always_off":
      return new AlwaysOffSampler();
    case "traceidratio":
      return new TraceIdRatioBasedSampler(checkedRatio(ratio, "The sampler's ratio"));
    case "probability":
      // A share of nothing has no threshold.
      return checkedRatio(ratio, "The sampler's ratio") === 0 ? new AlwaysOffSampler() : probabilitySampler(ratio);
  }
}

/** The variable goes before the ratio of the spec, for a sampler that has one. */
function withArgument(options: SamplerOptions): SamplerOptions {
  const argument = /traceidratio|probability/.test(options.type) ? readVariable(ARGUMENT) : undefined;
  return argument === undefined ? options : { ...options, ratio: checkedRatio(Number(argument), ARGUMENT, argument) };
}

function checkedRatio(ratio: number, source: string, written = String(ratio)): number {
  if (!(ratio >= 0 && ratio <= 1)) {
    throw new TelemetryConfigError(`${source} is ${written}: give a number from 0 to 1.`);
  }
  return ratio;
}
