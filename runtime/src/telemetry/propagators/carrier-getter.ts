import { defaultTextMapGetter } from "@opentelemetry/api";
import type { TextMapGetter } from "@opentelemetry/api";

/** Lets a getter find a header in any case: HTTP/1 frameworks, queues and engines do not agree on one. */
export function ignoringCase<Carrier>(getter: TextMapGetter<Carrier>): TextMapGetter<Carrier> {
  return {
    keys: (carrier) => getter.keys(carrier),
    get: (carrier, key) => {
      const value = getter.get(carrier, key);
      if (value !== undefined) {
        return value;
      }
      const name = getter.keys(carrier).find((candidate) => candidate.toLowerCase() === key);
      return name === undefined ? undefined : getter.get(carrier, name);
    },
  };
}

/** For `propagation.extract` where the registered propagator is not ours: ours does this by itself. */
export const carrierGetter: TextMapGetter<unknown> = ignoringCase(defaultTextMapGetter);
