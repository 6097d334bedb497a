import { expect, test } from "vitest";
import { genFlows } from "./command.ts";
import { createProject, listFiles } from "./project.ts";

/** Valid but for what a case changes. `check` runs always, `repair` only where its condition holds. */
const SPEC = `{
  "specVersion": 1,
  "name": "workshop",
  "version": "1.0.0",
  "tasks": {
    "inspect": {
      "input": { "type": "object", "required": ["part"], "properties": { "part": { "type": "string" } } },
      "output": { "type": "object", "required": ["wear"], "properties": { "wear": { "type": "number" } } }
    },
    "repair": {
      "input": { "type": "object", "required": ["hours"], "properties": { "hours": { "type": "number" } } },
      "output": { "type": "object", "required": ["cost"], "properties": { "cost": { "type": "number" } } }
    }
  },
  "workflows": {
    "service": {
      "input": { "type": "object", "required": ["part"], "properties": { "part": { "type": "string" } } },
      "output": { "type": "object", "required": ["cost"], "properties": { "cost": { "type": "number" } } },
      "steps": {
        "check": { "task": "inspect", "input": { "part": "\${ input.part }" } },
        "mend": { "task": "repair", "when": "\${ steps.check.wear > 0.5 }", "input": { "hours": "\${ steps.check.wear * 4 }" } }
      },
      "result": { "cost": "\${ steps.mend?.cost ?? 0 }" }
    }
  }
}
`;

interface BadInput {
  readonly name: string;
  readonly file?: string;
  readonly text: string;
  /** `error[CODE]: message`, the place, the line of the frame with its carets, and a line of help or the label. */
  readonly says: readonly (string | RegExp)[];
}

/** The spec with one thing changed. */
function changed(from: string, to: string): string {
  expect(SPEC).toContain(from);
  return SPEC.replace(from, to);
}

const YAML = `specVersion: 1
name: workshop
version: 1.0.0
tasks:
  inspect:
    input: { type: string
  repair: {}
workflows: {}
`;

const CASES: readonly BadInput[] = [
  {
    name: "a typo in a key",
    text: changed('"task": "repair", "when"', '"task": "repair", "whem"'),
    says: ["error[GF2001]: unknown key `whem`", "--> flows.json:21:37", '"whem"', "^^^^^^ did you mean `when`?"],
  },
  {
    name: "an unknown task",
    text: changed('"task": "inspect"', '"task": "inspekt"'),
    says: ["error[GF3001]: there is no task `inspekt`", "--> flows.json:20:28", "^^^^^^^^^ did you mean `inspect`?"],
  },
  {
    name: "a cycle",
    text: changed("${ input.part }\" } }", "${ input.part }\" }, \"after\": [\"mend\"] }"),
    says: [
      "error[GF3007]: these steps wait for each other: check -> mend -> check",
      "--> flows.json:20:89",
      "^^^^^^ `check` waits for `mend` here",
      "`mend` waits for `check`",
      "= help: take one of these references out of the circle",
    ],
  },
  {
    name: "a wrong type in an expression",
    text: changed("steps.check.wear * 4 }", "input.part }"),
    says: [
      "error[GF4005]: `hours` must be `number`",
      "--> flows.json:21:100",
      "^^^^^^^^^^ this is `string`",
      "= help: convert it with `Number(…)`",
    ],
  },
  {
    name: "a use of a step that may be skipped",
    text: changed("steps.mend?.cost ?? 0", "steps.mend.cost"),
    says: [
      "error[GF4002]: `steps.mend` may be missing here",
      "--> flows.json:23:31",
      "----------------------------- `mend` runs only if this holds",
      "^^^^^^^^^^ undefined when the step is skipped",
      "= help: give a fallback with `steps.mend?.cost ?? …`",
    ],
  },
  {
    name: "a duplicate key",
    text: changed('"version": "1.0.0",', '"version": "1.0.0",\n  "version": "1.0.1",'),
    says: [/error\[GF1\d{3}\]: .*`version`/, "--> flows.json:5:3", "^^^^^^^^^", "4 |", "= help:"],
  },
  {
    name: "broken JSON",
    text: changed('"specVersion": 1,', '"specVersion": 1'),
    says: ["error[GF1020]: `,` is missing", "--> flows.json:2:19", "^ expected here"],
  },
  {
    name: "broken YAML",
    file: "flows.yaml",
    text: YAML,
    says: [/error\[GF1\d{3}\]: /, /--> flows\.yaml:[67]:\d+/, "^"],
  },
];

for (const { name, file = "flows.json", text, says } of CASES) {
  test(`${name} is reported with code, place, frame and help, and nothing is written`, async () => {
    const project = createProject({ [file]: text });
    const before = listFiles(project);
    const { code, stdout, stderr } = await genFlows([file], { cwd: project });
    for (const part of says) {
      if (typeof part === "string") {
        expect(stderr).toContain(part);
      } else {
        expect(stderr).toMatch(part);
      }
    }
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(listFiles(project)).toEqual(before);
  });
}

test("a missing file is reported with what is there instead", async () => {
  const project = createProject({ "flows.json": SPEC });
  const { code, stderr } = await genFlows(["flow.json"], { cwd: project });
  expect(stderr).toMatch(/error\[GF1\d{3}\]: .*flow\.json/);
  expect(stderr).toContain("= help:");
  expect(code).toBe(2);
});

test("mistakes of different stages are reported in one run, in the order of the file", async () => {
  const text = SPEC.replace('"task": "repair", "when"', '"task": "repair", "whem"')
    .replace('"task": "inspect"', '"task": "inspekt"')
    .replace("steps.mend?.cost ?? 0", "steps.mend.price")
    .replace('${ input.part }" } }', '${ input.part }" }, "after": ["check"] }');
  const project = createProject({ "flows.json": text });
  const { stderr } = await genFlows(["flows.json"], { cwd: project });
  const codes = [...stderr.matchAll(/error\[(GF\d{4})\]/g)].map(([, code]) => code);
  expect(codes).toEqual(["GF3001", "GF3007", "GF2001", "GF4002", "GF4001"]);
});

test("the valid spec is accepted, so each case fails for its own reason", async () => {
  const project = createProject({ "flows.json": SPEC });
  const { code } = await genFlows(["flows.json"], { cwd: project });
  expect(code).toBe(0);
});
