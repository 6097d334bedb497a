import { context, createContextKey } from "@opentelemetry/api";

const PROBE = createContextKey("gen_flows.probe");

/** Whether somebody has registered a context manager: without one, a span is never active. */
export function carriesContext(): boolean {
  return context.with(context.active().setValue(PROBE, true), () => context.active().getValue(PROBE) === true);
}
