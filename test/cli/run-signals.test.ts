import { describe, expect, test } from "vitest";
import { genFlows } from "./command.ts";
import type { CommandResult } from "./command.ts";
import { createProject } from "./project.ts";

const DECISION = { type: "object", required: ["approved"], properties: { approved: { type: "boolean" } } };

const SPEC = {
  specVersion: 1,
  name: "approvals",
  version: "1.0.0",
  context: { region: { schema: { enum: ["eu", "us"], default: "eu" } } },
  signals: { review: DECISION, unrelated: { type: "string" } },
  workflows: {
    approve: {
      output: { type: "array", items: { type: "string" } },
      steps: [
        { name: "first", waitForSignal: "review" },
        { name: "second", waitForSignal: "review" },
      ],
      result: ["${ context.region }", "${ `${steps.first.approved}` }", "${ `${steps.second.approved}` }"],
    },
    byHand: { output: { type: "string" } },
    parent: { steps: { child: { workflow: "byHand" } } },
  },
  telemetry: { exporters: [{ type: "noop" }] },
};

function run(...words: readonly string[]): Promise<CommandResult> {
  const files = { "flows.json": JSON.stringify(SPEC), "review.json": '{ "approved": false }' };
  return genFlows(["run", "flows.json", ...words], { cwd: createProject(files) });
}

describe("a run from the command line", () => {
  test("is sent the signals that are given, in their order, and the context", async () => {
    const signals = ["--signal", 'review={"approved":true}', "--signal", "review=@review.json"];
    const { code, stdout, stderr } = await run("approve", ...signals, "--context", '{ "region": "us" }');
    expect(stderr).toMatch(/wait review .* ✓$/m);
    expect(JSON.parse(stdout)).toEqual(["us", "true", "false"]);
    expect(code).toBe(0);
  });

  test("to which a signal is sent that is refused is cancelled, and its trace is whole", async () => {
    const { stderr } = await run("approve", "--signal", "review={}");
    expect(stderr).toMatch(/ workflow approve .* cancelled$/m);
    expect(stderr).toMatch(/ wait review .* cancelled$/m);
    expect(stderr).not.toContain("parent not here");
  });

  test("that waits for ever says so", async () => {
    const { code, stdout, stderr } = await run("approve", "--signal", 'review={"approved":true}');
    expect(stderr).toContain("error: workflow `approve` is not over, and nothing is left that it could go on with\n");
    expect(stderr).toContain("  = help: if it waits for a signal, send that with `--signal <name>=<json>`\n");
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });

  test("of a body that is not written yet names its file", async () => {
    const { code, stderr } = await run("parent");
    expect(stderr).toContain("src/flows/workflows/by-hand.ts created\n");
    expect(stderr).toContain("failed: WorkflowNotImplementedError: ");
    expect(stderr).toContain("  = help: write the workflow in `src/flows/workflows/by-hand.ts`\n");
    expect(code).toBe(1);
  });

  test.each([
    [["--signal", "review={}"], "error: The payload of signal `review` does not fit its schema:\n"],
    [["--context", '{ "region": "asia" }'], "error: The context of a run of workflow `approve` does not fit its schema:\n"],
    [["--signal", "rewiev={}"], "error: workflow `approve` waits for no signal `rewiev`\n  = help: did you mean `review`?\n"],
    [["--signal", "unrelated=1"], "error: workflow `approve` waits for no signal `unrelated`\n  = help: it has `review`\n"],
    [["--signal", "review"], "error: `--signal review` names no signal and its value\n"],
    [["--signal", "review=-", "--context", "-"], "error: only one of the spec, the input, the context and the signals can be standard input\n"],
    [["--signal", "review={approved}"], "--> --signal:1:2\n"],
  ])("refuses %j", async (words, message) => {
    const { code, stderr } = await run("approve", ...words);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});
