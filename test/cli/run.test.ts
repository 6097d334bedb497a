import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startReceiver } from "../support/otlp-receiver.ts";
import { genFlows } from "./command.ts";
import { handlers } from "./fixtures/handlers.ts";
import { createProject, listFiles } from "./project.ts";

const SPEC = readFileSync(new URL("fixtures/flows.json", import.meta.url), "utf8");
const ORDER = '{ "id": "o-1", "totalCents": 4200 }';

const ROW = /^([├└│─ ]*)((?:workflow|task|forEach|step) \S+(?: [[#@]\S+)*) .* (✓|[✗!] .*|skipped)$/gm;

/**
 * The rows of a waterfall with their depth, without what differs from run to run: bars, durations, and the order of
 * what begins in the same millisecond.
 */
function rowsOf(stderr: string): readonly string[] {
  return Array.from(stderr.matchAll(ROW), ([, guides = "", name, outcome]) => {
    return `${guides.length / 3} ${name} ${outcome}`;
  }).toSorted();
}

describe("a workflow", () => {
  test("is generated, run, and drawn", async () => {
    const project = createProject({ "flows.json": SPEC, ...handlers });
    const { code, stdout, stderr } = await genFlows(["run", "flows.json", "checkout", "--input", ORDER], { cwd: project });
    expect(JSON.parse(stdout)).toEqual({ trackingNumbers: ["track-p-1", "track-p-2"] });
    expect(stderr).toMatch(/^trace [0-9a-f]{32} · 7 spans · /m);
    expect(rowsOf(stderr)).toEqual([
      "0 workflow checkout ✓",
      "1 forEach shipments ✓",
      "1 step rejection skipped",
      "1 task listParcels ✓",
      "1 task scoreFraud #1 ✗ ModelUnavailable",
      "1 task scoreFraud #2 ✓",
      "2 task createShipment [0] ✓",
      "2 task createShipment [1] ✓",
    ]);
    expect(code).toBe(0);
  });

  test("takes its input from standard input and from a file", async () => {
    const project = createProject({ "flows.json": SPEC, "order.json": ORDER, ...handlers });
    const settings = { cwd: project, input: ORDER };
    for (const input of ["-", "@order.json"]) {
      const { code, stdout } = await genFlows(["run", "flows.json", "checkout", "--input", input], settings);
      expect(JSON.parse(stdout)).toEqual({ trackingNumbers: ["track-p-1", "track-p-2"] });
      expect(code).toBe(0);
    }
  });

  test("of a CommonJS project runs too", async () => {
    const project = createProject({ "package.json": '{ "name": "project" }', "flows.json": SPEC, ...handlers });
    const { code, stdout } = await genFlows(["run", "flows.json", "checkout", "--input", ORDER], { cwd: project });
    expect(JSON.parse(stdout)).toEqual({ trackingNumbers: ["track-p-1", "track-p-2"] });
    expect(code).toBe(0);
  });

  test("sends its spans where the spec says, too", async () => {
    const receiver = await startReceiver();
    onTestFinished(() => receiver.close());
    const exporter = JSON.stringify({ type: "otlphttp", endpoint: receiver.httpUrl });
    const project = createProject({ "flows.json": SPEC.replace('{ "type": "noop" }', exporter), ...handlers });
    const { code, stderr } = await genFlows(["run", "flows.json", "checkout", "--input", ORDER], { cwd: project });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^trace [0-9a-f]{32} · 7 spans · /m);
    expect(receiver.spans).toHaveLength(7);
    expect(stderr).toContain(`trace ${receiver.spans[0]?.traceId} `);
  });

  test("whose handler leaves something open still ends", async () => {
    const project = createProject({
      "flows.json": SPEC,
      ...handlers,
      "src/flows/tasks/list-parcels.ts": `setInterval(() => {}, 1000);\n${handlers["src/flows/tasks/list-parcels.ts"]}`,
    });
    const { code } = await genFlows(["run", "flows.json", "checkout", "--input", ORDER], { cwd: project });
    expect(code).toBe(0);
  });
});

describe("a failure", () => {
  test("exits with 1, is drawn, and says where it was thrown", async () => {
    const project = createProject({ "flows.json": SPEC, ...handlers });
    const input = '{ "id": "o-2", "totalCents": 900000 }';
    const { code, stdout, stderr } = await genFlows(["run", "flows.json", "checkout", "--input", input], { cwd: project });
    expect(rowsOf(stderr)).toContain("0 workflow checkout ✗ Error");
    expect(rowsOf(stderr)).toContain("1 task rejectOrder #1 ✗ Error");
    expect(stderr).toContain("error: workflow `checkout` failed: Error: order o-2 looks like fraud\n");
    expect(stderr).toContain("  = help: it was thrown at src/flows/tasks/reject-order.ts:4:9\n");
    expect(stderr).not.toMatch(/^ +at /m);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  test("of a handler that is not written yet names its file", async () => {
    const { "src/flows/tasks/list-parcels.ts": _unwritten, ...written } = handlers;
    const project = createProject({ "flows.json": SPEC, ...written });
    const { code, stderr } = await genFlows(["run", "flows.json", "checkout", "--input", ORDER], { cwd: project });
    expect(stderr).toContain("src/flows: 12 written, handler src/flows/tasks/list-parcels.ts created\n");
    expect(stderr).toContain("failed: TaskNotImplementedError: ");
    expect(stderr).toContain("  = help: write the handler in `src/flows/tasks/list-parcels.ts`\n");
    expect(code).toBe(1);
  });

  test("to load a handler is told without a stack", async () => {
    const project = createProject({
      "flows.json": SPEC,
      ...handlers,
      "src/flows/tasks/list-parcels.ts": 'import "not-installed";\nexport const listParcels = async () => [];\n',
    });
    const { code, stderr } = await genFlows(["run", "flows.json", "checkout", "--input", ORDER], { cwd: project });
    expect(stderr).toMatch(/^error: the code in `src\/flows` cannot be loaded: .*not-installed/m);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  });
});

describe("an input", () => {
  test("that the validator refuses is told with its places, and nothing is drawn", async () => {
    const project = createProject({ "flows.json": SPEC, ...handlers });
    const words = ["run", "flows.json", "checkout", "--input", '{ "id": 7 }'];
    const { code, stderr } = await genFlows(words, { cwd: project });
    expect(stderr).toContain("error: The input of workflow `checkout` does not fit its schema:\n");
    expect(stderr).toMatch(/^ +\/ must have required property 'totalCents'$/m);
    expect(stderr).not.toContain("trace ");
    expect(code).toBe(2);
  });

  test.each([
    ["--input", '{ "id": o-1 }', /^error\[GF1020\]: .*\n +--> --input:1:9$/m],
    ["--input", "@order.json", /^error\[GF1020\]: .*\n +--> order\.json:2:3$/m],
    ["--input", "@nowhere.json", /^error: the input file `nowhere\.json` cannot be read: /m],
  ])("%s %s", async (...[option, value, message]) => {
    const project = createProject({ "flows.json": SPEC, "order.json": "{\n  id: 1\n}" });
    const { code, stderr } = await genFlows(["run", "flows.json", "checkout", option, value], { cwd: project });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(listFiles(project).some((path) => path.includes("generated"))).toBe(false);
  });

  test("is asked for where there is none", async () => {
    const { code, stderr } = await genFlows(["run", "flows.json", "checkout"], { cwd: createProject({ "flows.json": SPEC }) });
    expect(stderr).toContain("error: workflow `checkout` takes an input\n");
    expect(code).toBe(2);
  });
});

test("a workflow that the spec does not have is told with the one that was meant", async () => {
  const project = createProject({ "flows.json": SPEC });
  const { code, stderr } = await genFlows(["run", "flows.json", "chekout"], { cwd: project });
  expect(stderr).toBe("error: `flows.json` has no workflow `chekout`\n  = help: did you mean `checkout`?\n");
  expect(code).toBe(2);
});

test("an old Node is told which one is needed", async () => {
  const node = join(dirname(createRequire(import.meta.url).resolve("node20/package.json")), "bin/node");
  const project = createProject({ "flows.json": SPEC });
  const { code, stderr } = await genFlows(["run", "flows.json", "checkout"], {
    cwd: project,
    node,
    env: { NODE_OPTIONS: `--import=${createRequire(import.meta.url).resolve("tsx/esm")}` },
  });
  expect(stderr).toContain("error: `gen-flows run` needs Node 22.15.0 or newer, and this is 20.19.0\n");
  expect(code).toBe(2);
});
