import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";

/** Reports a failure in a process of its own. */
function report(thrown: string, debug: string): { readonly code: number | null; readonly stderr: string } {
  const program = `
    const { reportFailure } = await import(${JSON.stringify(new URL("../../generator/cli/failure.ts", import.meta.url).href)});
    try { ${thrown} } catch (error) { process.exitCode = reportFailure(error); }
  `;
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...env } = process.env;
  const result = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...env, DEBUG: debug },
    encoding: "utf8",
  });
  return { code: result.status, stderr: result.stderr };
}

describe("a bug", () => {
  test("exits with 1, says that it is one, and shows no stack", () => {
    const { code, stderr } = report("undefined.steps", "");
    expect(stderr).toMatch(/^internal error: TypeError: Cannot read properties of undefined \(reading 'steps'\)\n/);
    expect(stderr).toContain("DEBUG=gen-flows");
    expect(stderr).toMatch(/this is a bug in gen-flows \d+\.\d+\.\d+ \(Node [\d.]+\), not in your spec\n$/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
  });

  test("shows its stack where it is asked for", () => {
    expect(report("undefined.steps", "other,gen-flows").stderr).toMatch(/^ +at /m);
    expect(report("undefined.steps", "gen-flows-other").stderr).not.toMatch(/^ +at /m);
  });

  test("may be anything that is thrown", () => {
    expect(report('throw "text"', "")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^internal error: text\n/) });
  });
});

test("what the operating system refuses is no bug", () => {
  const { code, stderr } = report('(await import("node:fs")).readFileSync("nowhere")', "");
  expect(stderr).toBe("error: ENOENT: no such file or directory, open 'nowhere'\n");
  expect(code).toBe(2);
});
