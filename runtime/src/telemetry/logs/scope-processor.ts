import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import { describeScope } from "../../logs/log-fields.ts";

/** Sets the fields of `withLogFields` on every span that begins within, whoever starts it. */
export const scopeProcessor: SpanProcessor = {
  onStart: (span) => {
    describeScope(span);
  },
  onEnd: () => {},
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
