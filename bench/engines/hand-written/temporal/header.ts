import { defaultPayloadConverter } from "@temporalio/common";
import type { Headers } from "@temporalio/common";
import type { Carrier } from "../carrier.ts";

const HEADER = "bench-carrier";

/** Also runs in the sandbox. */
export function withCarrier(headers: Headers, carrier: Carrier): Headers {
  return { ...headers, [HEADER]: defaultPayloadConverter.toPayload(carrier) };
}

export function carrierIn(headers: Headers): Carrier {
  const payload = headers[HEADER];
  return payload === undefined ? {} : defaultPayloadConverter.fromPayload<Carrier>(payload);
}
