import { context, propagation } from "@opentelemetry/api";
import { logScopeOf } from "../logs/log-scope.ts";
import { baggageText, fitBaggage } from "./fit-baggage.ts";

/**
 * Lets more travel while a function is under way, across its awaits too: entries are merged into the baggage of what the
 * handler calls, so `task.carrier` has them, and so have runs that the function starts, where their spec's `context`
 * reads them. Afterwards all is as before. `task.context` stays what the run was started with.
 *
 * Outside of a task, only calls the function.
 *
 * @param entries text as it is, anything else as JSON; what is undefined is left as it is. For the names of your spec,
 *   `{ tenantId } satisfies Partial<FlowContext>`.
 * @returns what the function returns.
 * @throws {BaggageLimitError} if that is more than baggage carries; in production, what is too much is dropped.
 */
export function withCarrier<Result>(entries: Readonly<Record<string, unknown>>, callback: () => Result): Result {
  const active = context.active();
  if (logScopeOf(active) === undefined) {
    return callback();
  }
  let baggage = propagation.getBaggage(active) ?? propagation.createBaggage();
  for (const [name, value] of Object.entries(entries)) {
    if (value !== undefined) {
      baggage = baggage.setEntry(name, { ...baggage.getEntry(name), value: baggageText(value) });
    }
  }
  const { fitting } = fitBaggage("Baggage with what `withCarrier` adds", baggage, Object.keys(entries));
  return context.with(propagation.setBaggage(active, fitting), callback);
}
