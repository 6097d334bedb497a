/** Named as in `OTEL_TRACES_SAMPLER`. */
export interface SamplerSettings {
  readonly type:
    | "always_on"
    | "always_off"
    | "traceidratio"
    | "parentbased_always_on"
    | "parentbased_always_off"
    | "parentbased_traceidratio";
  readonly ratio: number | undefined;
}
