import { expect, test } from "vitest";
import { compile } from "../../generator/pipeline.ts";
import { createProject } from "../cli/project.ts";

const SPEC = `
specVersion: 1
name: shop
version: 1.0.0
tasks:
  look:
    input: { $ref: "./person.json#/$defs/Person" }
    span:
      attributes:
        it: "\${ input.name.first }"
        set: { $ref: "./codes.json" }
workflows: { run: { input: { $ref: "./person.json#/$defs/Person" }, steps: { look: { task: look, input: "\${ input }" } } } }
`;

const PERSON = {
  $defs: {
    Person: { type: "object", required: ["name"], properties: { name: { $ref: "#/$defs/Name" } } },
    Name: { type: "object", required: ["first"], properties: { first: { type: "string", "x-sensitive": "hash" } } },
  },
};

function generate(person: object, code: object) {
  const cwd = createProject({ "flows.yaml": SPEC, "person.json": JSON.stringify(person), "codes.json": JSON.stringify(code) });
  const { value, diagnostics } = compile({ specs: ["flows.yaml"], cwd });
  return {
    task: value[0]?.files.find(({ path }) => path === "generated/tasks/look.ts")?.text ?? "",
    problems: diagnostics.map(({ code: number, message, at }) => `${number} ${at?.file.path}: ${message}`),
  };
}

test("marks count in files that schemas refer to", () => {
  const { task, problems } = generate(PERSON, { type: "string" });
  expect(problems).toEqual([]);
  expect(task).toContain('span.setAttribute("it", hashed(input.name.first));');
  expect(task).not.toContain('set: "');
});

test("and in files to which only the attribute of a handler refers", () => {
  const { task, problems } = generate(JSON.parse(JSON.stringify(PERSON).replace(',"x-sensitive":"hash"', "")), {
    type: "string",
    "x-sensitive": "mask",
  });
  expect(problems).toEqual([]);
  expect(task).toContain('span.setAttribute("it", input.name.first);');
  expect(task).toContain('    set: "mask",');
});

test("a word that is no rule is refused there, too", () => {
  const { problems } = generate(JSON.parse(JSON.stringify(PERSON).replace('"hash"', '"hide"')), { type: "string" });
  expect(problems).toEqual(["GF5005 person.json: `x-sensitive` has to be `mask`, `hash` or `drop`"]);
});
