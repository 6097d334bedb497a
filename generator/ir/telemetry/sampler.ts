import type { NumberSetting } from "../../../runtime/src/telemetry/settings/late-settings.ts";

/** What decides on a trace without a parent. Named as in `OTEL_TRACES_SAMPLER`, and `probability`. */
export interface RootSamplerSettings {
  readonly type: "always_on" | "always_off" | "traceidratio" | "probability";
  readonly ratio: NumberSetting | undefined;
}

/** What decides below a parent of each kind, where that is not what the parent has decided. */
export interface ParentSamplers {
  readonly remoteParentSampled?: RootSamplerSettings | undefined;
  readonly remoteParentNotSampled?: RootSamplerSettings | undefined;
  readonly localParentSampled?: RootSamplerSettings | undefined;
  readonly localParentNotSampled?: RootSamplerSettings | undefined;
}

/** `parentbased_…` does what a parent has decided, and what follows where there is no parent. */
export interface SamplerSettings extends ParentSamplers {
  readonly type: RootSamplerSettings["type"] | `parentbased_${RootSamplerSettings["type"]}`;
  readonly ratio: NumberSetting | undefined;
}
