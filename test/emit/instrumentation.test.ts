import { expect, test } from "vitest";
import { emit } from "../../generator/emit/emit.ts";
import { programOf } from "./support/program.ts";

/** The generated files of a spec with these instrumentations, by path. */
function filesWith(instrumentations: readonly unknown[] | undefined): Readonly<Record<string, string>> {
  const spec = { specVersion: 1, name: "shop", version: "1.0.0", tasks: { ping: {} }, telemetry: { instrumentations } };
  const { value: files } = emit(programOf(JSON.stringify(spec)));
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

test("libraries are named in a file that is loaded before the application", () => {
  const files = filesWith([{ name: "http", ignorePaths: ["/health", "/internal/*"] }, "fastify", "pg"]);
  expect(files["generated/instrumentation.ts"]?.split("\n").slice(1).join("\n")).toBe(
    `/** To be loaded before the application, with \`node --import\`: starts telemetry, and lets these libraries make spans. */
import { FastifyOtelInstrumentation } from "@fastify/otel";
import { HttpInstrumentation } from "@opentelemetry/instrumentation-http";
import { PgInstrumentation } from "@opentelemetry/instrumentation-pg";
import {
  ignorePaths,
  startInstrumentations,
} from "@gen-flows/runtime/telemetry/instrumentations";
import { telemetry } from "./telemetry.js";

startInstrumentations(telemetry, {
  http: () => new HttpInstrumentation({
    ignoreIncomingRequestHook: ignorePaths(["/health", "/internal/*"]),
  }),
  fastify: () => new FastifyOtelInstrumentation({ registerOnInitialization: true }),
  pg: () => new PgInstrumentation(),
});
`,
  );
  expect(files["generated/telemetry.ts"]).toContain('  instrumentations: ["http", "fastify", "pg"],\n');
});

test("one that is named twice is there once, and a spec that names none has no such file", () => {
  const twice = filesWith(["http", "pg", { name: "http", ignorePaths: ["/health"] }]);
  expect(twice["generated/instrumentation.ts"]?.match(/new HttpInstrumentation/g)).toHaveLength(1);
  for (const none of [undefined, []]) {
    const files = filesWith(none);
    expect(files["generated/instrumentation.ts"]).toBeUndefined();
    expect(files["generated/telemetry.ts"]).not.toContain("instrumentations");
  }
});
