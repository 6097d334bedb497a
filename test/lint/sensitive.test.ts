import { expect, test } from "vitest";
import { lint } from "./fixtures.ts";

const TASK = `
lint: { unused-schema: off }
schemas: { Person: { type: object, required: [name, email], properties: { name: { type: string }, email: { type: string, ‹x-sensitive: mask› }, children: { type: array, items: { $ref: "#/schemas/Person" } } } } }
`;

test("a property that takes what is marked elsewhere is found, at the expression", () => {
  expect(
    lint(`${TASK}
tasks: { mail: { input: { type: object, properties: { to: { type: string }, text: { type: string }, meta: { type: object, properties: { who: { type: string } } } } } } }
workflows:
  run: { input: { $ref: "#/schemas/Person" }, steps: { mail: { task: mail, input: { to: "\${ «input.email» }", text: "\${ input.name }", meta: { who: «"For \${ input.email }"» } } } } }
`),
  ).toEqual([
    "GF9020 `to` of the input of `mail` may hold `Person.email`, which is sensitive, and is not marked",
    "GF9020 `meta.who` of the input of `mail` may hold `Person.email`, which is sensitive, and is not marked",
  ]);
});

test("what is inside of a whole that is passed on is found by its name", () => {
  expect(
    lint(`${TASK}
tasks: { show: { input: { type: object, properties: { name: { type: string }, email: { type: string } } } } }
workflows: { run: { input: { $ref: "#/schemas/Person" }, output: { type: string }, steps: { show: { task: show, input: "\${ «input» }" } }, result: "\${ «input.email» }" } }
`).slice(0, 3),
  ).toEqual([
    "GF9020 `email` of the input of `show` may hold `Person.email`, which is sensitive, and is not marked",
    "GF9020 `children` of the input of `show` may hold `Person.email`, which is sensitive, and is not marked",
    "GF9020 the output of `run` may hold `Person.email`, which is sensitive, and is not marked",
  ]);
});

test("the same schema on both sides, and marks on both sides, are fine", () => {
  expect(
    lint(`${TASK.replaceAll(/[‹›]/g, "")}
tasks:
  same: { input: { $ref: "#/schemas/Person" } }
  part: { input: { type: object, properties: { people: { type: array, items: { $ref: "#/schemas/Person" } }, to: { type: string, x-sensitive: hash } } } }
workflows: { run: { input: { $ref: "#/schemas/Person" }, steps: { same: { task: same, input: "\${ input }" }, part: { task: part, input: { people: ["\${ input }"], to: "\${ input.email }" } } } } }
`),
  ).toEqual([]);
});
