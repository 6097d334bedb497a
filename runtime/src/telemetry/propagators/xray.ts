import type { TextMapPropagator } from "@opentelemetry/api";
import { AWSXRayPropagator } from "@opentelemetry/propagator-aws-xray";

/**
 * The header of AWS X-Ray, `X-Amzn-Trace-Id`.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function xrayPropagator(): TextMapPropagator {
  return new AWSXRayPropagator();
}
