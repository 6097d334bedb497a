import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { explanations } from "../../generator/diagnostics/explanation.ts";
import { genFlows } from "./command.ts";

const GF4002 = `error[GF4002]: The value of a step may be missing

A step has no value if its \`when\` does not hold, if its \`switch\` takes no branch, after
the \`timeout\` of a signal, and where its \`catch\` gives no \`result\`. The value is then
\`undefined\`, and steps that name it still run.

To mend it: Give a fallback with \`?.\` and \`??\`, or run the step only if the value is
there, with \`when\`.

Among the steps of a workflow:

    "pay": { "task": "chargeCard", "when": "\${ input.express }",
                                           --------------------
             "input": { "customerId": "\${ input.customerId }", "amountCents": 100 } },
    "text": { "value": "\${ steps.pay.paymentId }" }
                           ^^^^^^^^^ \`steps.pay\` may be missing here

Mended:

    "pay": { "task": "chargeCard", "when": "\${ input.express }",
             "input": { "customerId": "\${ input.customerId }", "amountCents": 100 } },
    "text": { "value": "\${ steps.pay?.paymentId ?? 'none' }" }
`;

describe("gen-flows explain", () => {
  test.each(["GF4002", "gf4002", "4002"])("%s says why, how to mend it, and shows an example", async (code) => {
    expect(await genFlows(["explain", code])).toEqual({ code: 0, stdout: GF4002, stderr: "" });
  });

  test("shows commands as commands", async () => {
    const { stdout } = await genFlows(["explain", "GF7009"]);
    expect(stdout).toContain(
      "    $ gen-flows flows.json\n    cannot use `tsconfig.json`: it extends `./base.json`, which is not there\n      --> tsconfig.json:1:14\n",
    );
  });

  test("a code that is none is a mistake of the command line, with the nearest one", async () => {
    expect(await genFlows(["explain", "GF40022"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "error: there is no diagnostic `GF40022`\n  = help: did you mean `GF4002`? `gen-flows explain` lists them all\n",
    });
    const { code, stderr } = await genFlows(["explain", "cycle"]);
    expect(stderr).toBe("error: there is no diagnostic `cycle`\n  = help: `gen-flows explain` lists them all\n");
    expect(code).toBe(2);
  });

  test("without a code all are listed, by stage", async () => {
    const { code, stdout } = await genFlows(["explain"]);
    expect(code).toBe(0);
    const listed = [...stdout.matchAll(/^ {2}(GF\d{4}) {2}(error|warning) +(.*)$/gm)].map(([, ...row]) => row);
    expect(listed).toEqual(explanations.map((one) => [one.code, one.severity, one.title]));
    expect(stdout).toContain("Names and order:\n  GF3001  error    Unknown task\n");
  });

  test("--json gives the same for programs", async () => {
    const one = JSON.parse((await genFlows(["explain", "GF1030", "--json"])).stdout) as object;
    expect(one).toEqual({
      formatVersion: 1,
      diagnostics: [
        {
          code: "GF1030",
          severity: "error",
          title: "A file is not valid YAML",
          cause: expect.any(String) as string,
          fix: expect.any(String) as string,
          example: {
            in: "spec",
            format: "yaml",
            before: "description: Sells shoes: new ones",
            says: "a second `: ` stands in one line",
            after: 'description: "Sells shoes: new ones"',
          },
        },
      ],
    });
    const all = JSON.parse((await genFlows(["explain", "--json"])).stdout) as { diagnostics: readonly object[] };
    expect(all.diagnostics).toHaveLength(explanations.length);
  });

  test("loads no compiler: nothing but commander and Node itself", () => {
    const entry = fileURLToPath(new URL("../../generator/cli/commands/explain.ts", import.meta.url));
    expect(packagesBehind(entry)).toEqual(["commander"]);
    // The same walk finds what a heavy command imports, so that it can find something here.
    expect(packagesBehind(fileURLToPath(new URL("../../generator/pipeline.ts", import.meta.url)))).toContain("ajv");
  });
});

/** The packages that a module imports before it runs, itself or through others of ours. */
function packagesBehind(entry: string): readonly string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) {
      return;
    }
    seen.add(file);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export) (?!type )[^;]*?from "([^"]+)";/gm)) {
      if (specifier.startsWith(".")) {
        visit(createRequire(file).resolve(specifier));
      } else if (!specifier.startsWith("node:")) {
        packages.add(specifier.split("/")[0] ?? "");
      }
    }
  };
  visit(entry);
  return [...packages];
}
