/** A program with generated code whose spec says `provider: none`. */
import { embedded } from "@gen-flows/runtime";
import { noopTracer, noTelemetry } from "@gen-flows/runtime/telemetry/none";

const telemetry = noTelemetry();
embedded({ name: "startup", version: "1.0.0", telemetry, tracer: noopTracer, workflows: {} }, {});
telemetry.start();
