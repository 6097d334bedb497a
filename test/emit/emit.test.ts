import { describe, expect, it } from "vitest";
import { emit } from "../../generator/emit/emit.ts";
import type { Program } from "../../generator/ir/program.ts";
import { authorshipOf } from "../../generator/print/header.ts";
import { typeCheck, withFiles } from "./support/compile.ts";
import { programOf } from "./support/program.ts";

const spec = (parts: object): string => JSON.stringify({ specVersion: 1, name: "shop", version: "1.0.0", ...parts });

/** The diagnostics, each with what it points at. */
function problemsOf(program: Program): readonly string[] {
  return emit(program).diagnostics.map(
    ({ code, severity, message, at }) => `${severity} ${code} ${message} @ ${at?.file.text.slice(at.start, at.end)}`,
  );
}

function contractsOf(tasks: object): string {
  return emit(programOf(spec({ tasks }))).value.find(({ path }) => path === "generated/contracts.ts")?.text ?? "";
}

describe("emission", () => {
  it("gives every generated file a header, and no handler", () => {
    const files = emit(programOf(spec({ tasks: { work: {} }, workflows: { run: { steps: { a: { task: "work" } } } } })))
      .value;
    for (const { ownership, text } of files) {
      expect(authorshipOf(text)).toBe(ownership === "generated" ? "intact" : "foreign");
      expect(text).toMatch(/[^\n]\n$/);
      expect(text).not.toMatch(/\n\n\n|[ \t]\n/);
    }
  });

  it("refuses a workflow by the name of another export", () => {
    const program = programOf(spec({ tasks: { work: {} }, workflows: { createFlows: { steps: { a: { task: "work" } } } } }));
    expect(problemsOf(program)).toEqual([
      'error GF6002 a workflow cannot be called `createFlows`: `index.ts` exports something else by that name @ "createFlows"',
    ]);
  });

  it("warns of a result that is not returned", () => {
    const program = programOf(spec({ tasks: {}, workflows: { run: { steps: { a: { value: 1 } }, result: { a: 1 } } } }));
    expect(problemsOf(program)).toEqual([
      'warning GF6003 the result of `run` is not returned, because the workflow has no `output` @ {"a":1}',
    ]);
  });

  it("says which policies are shared only where some are", () => {
    expect(contractsOf({ a: {}, b: {}, c: { retry: { maximumAttempts: 9 } } })).toContain(
      "  retry: {\n    ...defaultRetry,\n    maximumAttempts: 9,\n  },\n",
    );
    expect(contractsOf({ a: {}, b: { retry: { maximumAttempts: 9 } } })).not.toContain("defaultRetry");
  });

  it.each([
    ["adopt", "adoptTelemetry", "telemetry/adopt", 'trace.getTracer("shop", "1.0.0")'],
    ["none", "noTelemetry", "telemetry/none", "noopTracer"],
  ])("needs no SDK where the provider is %s", (provider, define, module, tracer) => {
    const telemetry = { provider, exporters: [{ type: "console" }], links: { trace: "http://localhost/{traceId}" } };
    const file = emit(programOf(spec({ telemetry }))).value.find(({ path }) => path === "generated/telemetry.ts");
    expect(file?.text).toContain(`from "@gen-flows/runtime/${module}";`);
    expect(file?.text).toContain(`export const tracer = ${tracer};`);
    expect(file?.text).toContain(`export const telemetry = ${define}({\n  traceLink: "http://localhost/{traceId}",\n});`);
    expect(file?.text).not.toMatch(/telemetry"|console/);
  });

  it("validates the input of a workflow before it runs, with code that is loaded then", () => {
    const program = programOf(spec({ tasks: {}, workflows: { run: { input: { type: "object" }, steps: { a: { value: 1 } } } } }));
    const validators = { code: "// @ts-nocheck\nexport {};\n", exportOf: new Map([["run", "validateRunInput"]]) };
    const files = new Map(emit({ ...program, validators }).value.map(({ path, text }) => [path, text]));
    expect(files.get("generated/validators.ts")).toMatch(/^\/\/ @generated .*\n\/\/ @ts-nocheck\nexport \{\};\n$/);
    expect(files.get("generated/index.ts")).toContain(
      [
        "    run: engine.client(runWorkflow, async () => {",
        '      const { validateRunInput } = await import("./validators.js");',
        "      return validateRunInput;",
        "    }),",
      ].join("\n"),
    );
  });

  it.each([
    ["tasks", { workflows: { run: { steps: { a: { value: 1 } } } } }],
    ["workflows", { tasks: { work: {} } }],
  ])("compiles for a spec without %s", (_, parts) => {
    const files = emit(programOf(spec(parts))).value;
    expect(withFiles(files, (directory) => typeCheck(directory, "nodenext"))).toBe("");
  });

  it("compiles for an empty spec", () => {
    const files = emit(programOf(spec({}))).value;
    expect(files.map(({ path }) => path)).toEqual([
      "generated/types.ts",
      "generated/contracts.ts",
      "generated/telemetry.ts",
      "generated/index.ts",
    ]);
    expect(withFiles(files, (directory) => typeCheck(directory, "nodenext"))).toBe("");
  });
});
