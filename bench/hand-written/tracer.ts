import { trace } from "@opentelemetry/api";

export const tracer = trace.getTracer("bench", "1.0.0");
