import type { TextMapPropagator } from "@opentelemetry/api";
import type * as AwsXray from "@opentelemetry/propagator-aws-xray";
import type * as B3 from "@opentelemetry/propagator-b3";
import { loadPackage } from "../settings/load-package.ts";
import { jaegerPropagator } from "./jaeger.ts";

/** The propagators that bring a package or code of their own, for names that a variable says. */
export const loadedPropagators: Readonly<Record<"b3" | "b3multi" | "jaeger" | "xray", () => TextMapPropagator>> = {
  b3: () => {
    const { B3Propagator } = loadB3("b3");
    return new B3Propagator();
  },
  b3multi: () => {
    const { B3InjectEncoding, B3Propagator } = loadB3("b3multi");
    return new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER });
  },
  jaeger: jaegerPropagator,
  xray: () => {
    const { AWSXRayPropagator } = loadPackage<typeof AwsXray>("@opentelemetry/propagator-aws-xray", "The propagator xray");
    return new AWSXRayPropagator();
  },
};

function loadB3(name: string): typeof B3 {
  return loadPackage<typeof B3>("@opentelemetry/propagator-b3", `The propagator ${name}`);
}
