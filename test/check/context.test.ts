import { describe, expect, it } from "vitest";
import { checkSpec, checkSteps, lines } from "./fixtures.ts";

/** A spec with attributes and a metric that read the context. */
function withAttributes(context: string): string {
  return `
specVersion: 1
name: shop
version: 1.0.0
${context}
tasks: { one: { span: { attributes: { t: "\${ context.tenantId }" } }, metrics: { m: { instrument: counter, value: "\${ context.weight }" } } } }
workflows: { main: { span: { attributes: { w: "\${ context.tenantId }", bad: "\${ context.tags }" } }, steps: { one: { task: one } } } }
`;
}

describe("the context", () => {
  it("is typed; what has no default may be missing", () => {
    const checked = checkSteps(`
      good: { value: "\${ (context.tenantId ?? 'none').length + context.region.length }" }
      bad: { task: save, input: { id: "\${ context.tenantId }" } }
      worse: { value: "\${ context.tenant }" }
    `);
    expect(lines(checked)).toEqual([
      "GF4003 [context.tenantId] `context.tenantId` may be undefined here",
      "GF4001 [tenant] `context` has no property `tenant`",
    ]);
    expect(checked.diagnostics[0]?.label).toBe("a run may start without it: it has no `default`");
    expect(checked.diagnostics[1]?.label).toBe("did you mean `tenantId`?");
  });

  it("is narrowed by conditions", () => {
    expect(lines(checkSteps('one: { task: save, when: "${ context.tenantId !== undefined }", input: { id: "${ context.tenantId }" } }'))).toEqual([]);
  });

  it("is known to the attributes and metrics of tasks, and to those of workflows", () => {
    const checked = checkSpec(
      withAttributes("context: { tenantId: { schema: { type: string } }, weight: { schema: { type: number, default: 1 } }, tags: { schema: { type: object } } }"),
    );
    expect(lines(checked)).toEqual([
      "GF4012 [context.tags] the attribute `bad` must be a string, a number, a boolean, or an array of one of them",
    ]);
    expect(Object.fromEntries([...checked.attributeTypes].map(([{ name }, type]) => [name, type]))).toEqual({
      t: { type: "string", optional: true },
      w: { type: "string", optional: true },
    });
  });

  it("is not known where the spec declares none", () => {
    const checked = checkSpec(withAttributes(""));
    expect(lines(checked)).toEqual(Array(4).fill("GF4022 [context] `context` is not known here"));
    expect(checked.diagnostics[0]?.label).toBe("the spec declares no `context`");
  });
});

describe("a workflow that is written by hand", () => {
  it("has attributes that are checked; its schedule asks nothing of its input", () => {
    const checked = checkSpec(`
specVersion: 1
name: shop
version: 1.0.0
workflows:
  nightly:
    input: { type: object, required: [day], properties: { day: { type: string } } }
    output: { type: string }
    schedule: { cron: "15 3 * * *" }
    span: { attributes: { good: "\${ input.day }", bad: "\${ input.dya }" } }
`);
    expect(lines(checked)).toEqual(["GF4001 [dya] `input` has no property `dya`"]);
    expect([...checked.attributeTypes].map(([{ name }, type]) => [name, type])).toEqual([["good", { type: "string", optional: false }]]);
  });
});
