import { expect, test } from "vitest";
import { emit } from "../../generator/emit/emit.ts";
import { programOf } from "./support/program.ts";

const SPEC = {
  specVersion: 1,
  name: "shop",
  version: "1.2.3",
  tasks: { ping: {} },
  workflows: { patient: { traceMode: "linked", steps: { only: { task: "ping" } } }, quick: { steps: { only: { task: "ping" } } } },
};

/** A generated file of the spec with a `telemetry` block. */
function fileOf(path: string, telemetry?: object): string {
  const { value: files } = emit(programOf(JSON.stringify({ ...SPEC, telemetry })));
  return files.find((file) => file.path === path)?.text ?? "";
}

test("a workflow's traceMode is a property of the workflow, and nothing where the spec does not say", () => {
  expect(fileOf("generated/workflows/patient.ts")).toContain('  traceMode: "linked",\n');
  expect(fileOf("generated/workflows/quick.ts")).not.toContain("traceMode");
});

test("what the spec says of all runs is given to the engine", () => {
  const traces = { traceMode: "auto", limits: { spansPerRun: 10_000, longestWait: "2h" } };
  expect(fileOf("generated/application.ts", traces)).toContain(
    '  traces: {\n    mode: "auto",\n    longestWait: 7_200_000,\n    spansPerRun: 10_000,\n  },\n',
  );
  expect(fileOf("generated/application.ts", { durableSpans: true })).toContain("  traces: {\n    durableSpans: true,\n  },\n");
  expect(fileOf("generated/application.ts", { serviceName: "shop", durableSpans: false })).not.toContain("traces:");
});

test("only a limit of spans puts a tracer in between", () => {
  const limited = fileOf("generated/telemetry.ts", { limits: { spansPerRun: 10 } });
  expect(limited).toContain('import { limitSpans } from "@gen-flows/runtime";\n');
  expect(limited).toContain('export const tracer = limitSpans(trace.getTracer("shop", "1.2.3"));\n');
  expect(fileOf("generated/telemetry.ts", { traceMode: "auto" })).toContain('export const tracer = trace.getTracer("shop", "1.2.3");\n');
  expect(fileOf("generated/telemetry.ts", { provider: "none", limits: { spansPerRun: 10 } })).not.toContain("limitSpans");
});

test("the instrumentation scope is the spec's, unless telemetry names another", () => {
  expect(fileOf("generated/telemetry.ts", { scope: { name: "my.app" } })).toContain('trace.getTracer("my.app", "1.2.3")');
  expect(fileOf("generated/telemetry.ts", { scope: { version: "9" } })).toContain('trace.getTracer("shop", "9")');
});

test("Dotflow's attributes are loaded by a spec that asks for them", () => {
  const compatible = fileOf("generated/telemetry.ts", { compat: "dotflow" });
  expect(compatible).toContain('import { dotflowAttributes } from "@gen-flows/runtime/telemetry/dotflow";\n');
  expect(compatible).toContain("  spanProcessors: [dotflowAttributes()],\n");
  expect(fileOf("generated/telemetry.ts", {})).not.toContain("dotflow");
});

test("further services are part of the definition, and what gives their providers is exported", () => {
  const services = {
    billing: { exporters: [{ type: "otlphttp", endpoint: "http://billing:4318" }], sampler: { type: "always_off" } },
    audit: { serviceName: "audit-log", resource: { attributes: { tier: "gold" } } },
  };
  const telemetry = fileOf("generated/telemetry.ts", { services });
  expect(telemetry.slice(telemetry.indexOf("  services:"))).toBe(`  services: {
    billing: {
      serviceName: "billing",
      serviceVersion: "1.2.3",
      exporters: [
        otlpHttpTraces({
          endpoint: "http://billing:4318",
        }),
      ],
      sampler: { type: "parentbased_always_off" },
    },
    audit: {
      serviceName: "audit-log",
      serviceVersion: "1.2.3",
      exporters: [],
      resource: {
        attributes: {
          tier: "gold",
        },
      },
    },
  },
});

/** The providers of further services, by name. */
export const { providers } = telemetry;
`);
  expect(fileOf("generated/telemetry.ts", {})).not.toContain("export const { providers }");
});
