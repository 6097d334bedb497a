import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import { describeScope } from "../../logs/log-fields.ts";
import { describeRun } from "../../logs/log-scope.ts";

/** Sets the fields of `withLogFields`, and what the context of the run around it says, on every span, whoever starts it. */
export const scopeProcessor: SpanProcessor = {
  onStart: (span, parent) => {
    describeScope(span);
    describeRun(span, parent);
  },
  onEnd: () => {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
