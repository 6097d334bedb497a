import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { emit } from "../../generator/emit/emit.ts";
import type { OutputFile, Program } from "../../generator/ir/program.ts";
import type { SchemaUse } from "../../generator/ir/schema.ts";
import { compile } from "../../generator/pipeline.ts";
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

/** The files of a spec that has gone through all stages. */
function compiled(parts: object): readonly OutputFile[] {
  const { value, diagnostics } = compile({ specs: ["-"], stdin: spec(parts), cwd: tmpdir() });
  const [project] = value;
  if (project === undefined) {
    throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  }
  return project.files;
}

function fileOf(files: readonly OutputFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? "";
}

function contextOf(region: object): string {
  const parts = { context: { region: { schema: region } }, workflows: { run: { steps: {} } } };
  return fileOf(compiled(parts), "generated/context.ts");
}

/** The files of tasks that may undo a step. */
function undoingTasks(workflows: object): readonly string[] {
  return compiled({ tasks: { work: {}, undo: {} }, workflows })
    .filter(({ text }) => text.includes("attempt.run.compensates"))
    .map(({ path }) => path);
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
    const input = program.linked.spec.workflows.get("run")?.input as SchemaUse;
    const exportOf = new Map([[input, "validateRunInput"]]);
    const validators = { code: "// @ts-nocheck\nexport {};\n", exportOf, context: undefined };
    const files = new Map(emit({ ...program, validators }).value.map(({ path, text }) => [path, text]));
    expect(files.get("generated/validators.ts")).toMatch(/^\/\/ @generated .*\n\/\/ @ts-nocheck\nexport \{\};\n$/);
    expect(files.get("generated/application.ts")).toContain(
      [
        "    run: {",
        "      workflow: run,",
        '      input: async () => (await import("./validators.js")).validateRunInput,',
        "    },",
      ].join("\n"),
    );
  });

  it("loads what checks signals and the context, each by a name of its own", () => {
    const parts = {
      schemas: { Text: { type: "string" } },
      signals: { goOn: { $ref: "#/schemas/Text" }, go_on: { type: "number" }, unused: { type: "string" } },
      context: { tenantId: { schema: { type: "string" }, propagate: "baggage" }, region: { schema: { type: "string", default: "eu" } } },
      workflows: { run: { steps: { a: { waitForSignal: "goOn" }, b: { waitForSignal: "go_on" } } } },
    };
    const text = fileOf(compiled(parts), "generated/application.ts");
    expect(text).toContain("goOn: async () => (await import(\"./validators.js\")).validateGoOnSignal,");
    expect(text).toContain('(await import("./validators.js")).validateGoOnSignal2,');
    expect(text).toContain('validate: async () => (await import("./validators.js")).validateContext,');
    expect(text).not.toContain("unused");
    const validators = fileOf(compiled(parts), "generated/validators.ts");
    expect(validators).toContain("export const validateContext: Validator<FlowContext> =");
    expect([...validators.matchAll(/^export const (\w+)/gm)].map(([, name]) => name)).toEqual([
      "validateGoOnSignal",
      "validateGoOnSignal2",
      "validateContext",
    ]);
  });

  it("takes no context and no further types where the spec declares none", () => {
    const files = compiled({ tasks: { work: {} }, workflows: { run: { steps: { a: { task: "work" } } } } });
    expect(files.map(({ path }) => path)).not.toContain("generated/context.ts");
    expect(fileOf(files, "generated/application.ts")).toContain("  readonly run: WorkflowClient<void, void>;\n");
    expect(fileOf(files, "generated/application.ts")).not.toMatch(/context|payloadBytes/);
    expect(fileOf(files, "generated/workflows/run.ts")).toContain("function runRun(flow: Flow): Promise<void> {");
  });

  it("gives what callers may leave out a type of its own only where a default makes a difference", () => {
    expect(contextOf({ type: "string", default: "eu" })).toMatch(/readonly region: RegionContext;[^]*FlowContextInput \{\n {2}readonly region\?:/);
    expect(contextOf({ type: "string" })).toContain("readonly region?: RegionContext | undefined;");
    expect(contextOf({ type: "string" })).not.toContain("FlowContextInput");
  });

  it("makes callers of those workflows that are called, and of all for a body that may call any", () => {
    const workflows = { child: { steps: {} }, other: { steps: {} }, run: { steps: { a: { workflow: "child" } } } };
    const callers = (more: object): readonly string[] => {
      const text = fileOf(compiled({ workflows: { ...workflows, ...more } }), "generated/contracts.ts");
      return [...text.matchAll(/^export const (\w+): WorkflowCaller/gm)].map(([, name]) => name ?? "");
    };
    expect(callers({})).toEqual(["child"]);
    expect(callers({ byHand: {} })).toEqual(["child", "other", "run", "byHand"]);
  });

  it("lets every task undo where a body is written by hand", () => {
    const step = { steps: { inner: { task: "work", compensate: { task: "undo" } } } };
    expect(undoingTasks({ run: { steps: { group: step } } })).toEqual(["generated/tasks/undo.ts"]);
    expect(undoingTasks({ run: {} })).toEqual(["generated/tasks/work.ts", "generated/tasks/undo.ts"]);
  });

  it("waits for a step whose value nobody gets, and takes no parameter for it", () => {
    const handled = { task: "work", catch: [{ errors: ["*"], rethrow: true, result: "${ steps.first }" }] };
    const files = compiled({ tasks: { work: {} }, workflows: { run: { steps: { first: { value: 1 }, handled } } } });
    expect(fileOf(files, "generated/workflows/run.ts")).toContain('  flow.step("handled", [first], () => {\n');
  });

  it("hides no name by that of an error", () => {
    const note = { task: "work", input: "${ error.message }", catch: [{ errors: ["*"], rethrow: true }] };
    const outer = { task: "fail", catch: [{ errors: ["*"], as: "error", steps: { note } }] };
    const tasks = { fail: {}, work: { input: { type: "string" } } };
    const text = fileOf(compiled({ tasks, workflows: { run: { steps: { outer } } } }), "generated/workflows/run.ts");
    expect(text).toContain("return flow.catch(fail(), (error) => {");
    expect(text).toContain("return flow.catch(work(error.message), (caughtError) => {");
    expect(text).toContain("return flow.rethrow(caughtError);");
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
      "generated/handlers.ts",
      "generated/index.ts",
    ]);
    expect(withFiles(files, (directory) => typeCheck(directory, "nodenext"))).toBe("");
  });
});
