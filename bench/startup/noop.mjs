/** A program with generated code whose spec says `provider: none`. */
import { embedded } from "@gen-flows/runtime";
import { noopTracer, noTelemetry } from "@gen-flows/runtime/telemetry/none";

const telemetry = noTelemetry();
embedded({ telemetry, tracer: noopTracer, tasks: {} });
telemetry.start();
