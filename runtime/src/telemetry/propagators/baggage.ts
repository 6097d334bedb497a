import { propagation } from "@opentelemetry/api";
import type { TextMapPropagator } from "@opentelemetry/api";
import { isTracingSuppressed } from "@opentelemetry/core";
import { decodeEntries, encodeEntries } from "../../baggage/encode.ts";
import { BAGGAGE_EXCESS } from "../../baggage/excess.ts";
import { fitEntries } from "../../baggage/limits.ts";
import { reportDrop } from "../../baggage/report-drop.ts";

const BAGGAGE = "baggage";

/**
 * W3C Baggage. What is over its limits is dropped, as the SDK's own propagator does, but is counted and told. What
 * arrives is added to the baggage of the context.
 *
 * @see https://www.w3.org/TR/baggage/
 */
export const baggagePropagator: TextMapPropagator = {
  inject(context, carrier, setter) {
    const baggage = propagation.getBaggage(context);
    if (baggage === undefined || isTracingSuppressed(context)) {
      return;
    }
    const { fitting, excess } = fitEntries(encodeEntries(baggage));
    if (excess !== undefined) {
      reportDrop("Baggage that is sent", excess);
    }
    if (fitting.length > 0) {
      setter.set(carrier, BAGGAGE, fitting.map(({ encoded }) => encoded).join(","));
    }
  },

  extract(context, carrier, getter) {
    const headers = getter.get(carrier, BAGGAGE) ?? "";
    const entries = decodeEntries(headers.toString());
    if (entries.length === 0) {
      return context;
    }
    const { fitting, excess } = fitEntries(entries);
    const baggage = fitting.reduce(
      (all, { key, entry }) => all.setEntry(key, entry),
      propagation.getBaggage(context) ?? propagation.createBaggage(),
    );
    const extracted = propagation.setBaggage(context, baggage);
    if (excess === undefined) {
      return extracted;
    }
    reportDrop("Baggage that arrived", excess);
    return extracted.setValue(BAGGAGE_EXCESS, excess);
  },

  fields: () => [BAGGAGE],
};
