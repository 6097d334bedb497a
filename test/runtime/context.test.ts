import { context, propagation } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Application, Task, Validator, WorkflowClient } from "../../runtime/src/index.ts";
import { bindTask, InvalidContextError, traced } from "../../runtime/src/index.ts";
import { childWorkflow, task } from "../../runtime/src/workflow/index.ts";
import type { Workflow } from "../../runtime/src/workflow/index.ts";
import { engine, ONCE, workflow } from "./fixtures/flows.ts";
import { attemptOf } from "./fixtures/traced-task.ts";
import { forgetSpans, registerTracing, spanNamed, spans, spansNamed, topology } from "./fixtures/tracing.ts";

beforeAll(registerTracing);
beforeEach(forgetSpans);

interface FlowContext {
  readonly tenantId: string;
  readonly depth?: number | undefined;
  readonly region: string;
  readonly tags?: readonly string[] | undefined;
  readonly plan?: { readonly name: string } | undefined;
}

type Given = Omit<FlowContext, "region"> & { readonly region?: string | undefined };

/** As Ajv behaves: it stops at the first problem. */
const validateContext: Validator<FlowContext> = (value): value is FlowContext => {
  const given = value as Record<string, unknown>;
  given["region"] ??= "eu";
  const wrong =
    typeof given["tenantId"] !== "string"
      ? { instancePath: "tenantId" in given ? "/tenantId" : "", message: "must have a string `tenantId`" }
      : given["depth"] !== undefined && !Number.isInteger(given["depth"])
        ? { instancePath: "/depth", message: "must be integer" }
        : given["plan"] !== undefined && typeof given["plan"] !== "object"
          ? { instancePath: "/plan", message: "must be object" }
          : undefined;
  validateContext.errors = wrong === undefined ? null : [{ keyword: "type", params: {}, ...wrong }];
  return wrong === undefined;
};

const CONTEXT: Application["context"] = {
  validate: async () => validateContext,
  entries: {
    tenantId: { baggage: true, attribute: "tenant.id", log: true },
    depth: { baggage: true },
    region: { attribute: "app.region" },
    tags: { attribute: "app.tags" },
    plan: { baggage: true, attribute: "app.plan" },
  },
};

type LookTask = Task<{ readonly context: FlowContext }>;

const seen: unknown[] = [];
const look = task<null, string>({ name: "look", startToCloseTimeout: 30_000, retry: ONCE });
const tasks = {
  look: bindTask(attemptOf<null, string, LookTask>("look"), async (_, task) => {
    seen.push(task.context, task.carrier["baggage"]);
    return task.context.region;
  }),
};

type Client<Output = string> = WorkflowClient<null, Output, { readonly context: Given }>;

const looking: Workflow<null, string, FlowContext> = workflow<null, string, FlowContext>(
  (flow) => {
    const only = flow.step("only", [], () => look(null));
    return flow.result([only], (region) => `${flow.context.tenantId} in ${region}`);
  },
  { attributes: (_, flow) => ({ "app.tenant": flow.context.tenantId }) },
);

function client(options: Partial<Application> = {}): Client {
  return engine({ tasks, context: CONTEXT, ...options }).client(looking);
}

function withBaggage(entries: Record<string, string>) {
  const values = Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, { value }]));
  return propagation.setBaggage(context.active(), propagation.createBaggage(values));
}

test("what the caller gives travels with the run: to its tasks, its spans, and as baggage", async () => {
  seen.length = 0;
  const given = { tenantId: "acme", depth: 3, tags: ["a", "b"], plan: { name: "pro" } };
  expect(await client().run(null, { context: given })).toBe("acme in eu");

  const expected = { ...given, region: "eu" };
  expect(seen).toEqual([expected, "tenantId=acme,depth=3,plan=%7B%22name%22%3A%22pro%22%7D"]);
  const attributes = { "tenant.id": "acme", "app.region": "eu", "app.tags": ["a", "b"], "app.plan": '{"name":"pro"}' };
  expect(spanNamed("task look").attributes).toMatchObject(attributes);
  expect(spanNamed("workflow test").attributes).toMatchObject({ ...attributes, "app.tenant": "acme" });
});

test("baggage fills in what the caller leaves out, as text or else as JSON; other baggage passes through", async () => {
  seen.length = 0;
  const flows = client();
  const baggage = "tenantId=42,depth=7,region=us,plan=%7B%22name%22%3A%22pro%22%7D,other=1";
  await flows.run(null, { carrier: { baggage } });
  // `region` does not travel as baggage: what is there is somebody else's.
  expect(seen).toEqual([
    { tenantId: "42", depth: 7, region: "eu", plan: { name: "pro" } },
    expect.stringContaining("other=1"),
  ]);

  seen.length = 0;
  await flows.run(null, { context: { tenantId: "acme" }, parent: withBaggage({ tenantId: "other", depth: "1" }) });
  expect(seen[0]).toEqual({ tenantId: "acme", depth: 1, region: "eu" });
});

test("a context that does not fit refuses the run, and names the place", async () => {
  const flows = client();
  await expect(flows.start(null)).rejects.toThrow(InvalidContextError);
  await expect(flows.start(null, { context: { tenantId: "acme", depth: 1.5 } })).rejects.toMatchObject({
    name: "InvalidContextError",
    message: "The context of a run of workflow `test` does not fit its schema:\n  /depth must be integer",
    problems: [{ instancePath: "/depth" }],
  });
  const parent = withBaggage({ tenantId: "acme", depth: "deep" });
  await expect(flows.start(null, { parent })).rejects.toThrow("/depth must be integer");
  await expect(flows.start(null, { parent: withBaggage({ tenantId: "acme", depth: "null" }) })).rejects.toThrow("/depth");
  expect(spans()).toEqual([]);
});

test("a child has the context of its parent", async () => {
  seen.length = 0;
  const flows = engine({ tasks, context: CONTEXT });
  flows.client({ ...looking, name: "child" });
  const child = childWorkflow<null, string>({ name: "child" });
  const parent: Client = flows.client(
    workflow((flow) => flow.result([flow.step("c", [], () => child(null))], (value) => value)),
  );

  expect(await parent.run(null, { context: { tenantId: "acme", region: "us" } })).toBe("acme in us");
  expect(seen[1]).toBe("tenantId=acme");
  expect(spanNamed("workflow child").attributes).toMatchObject({ "tenant.id": "acme", "app.region": "us" });
});

test("waits and forEach spans carry the context as well; without one, there is none", async () => {
  const body = workflow<null, void, FlowContext>((flow) => {
    flow.step("nap", [], () => flow.sleep(1));
    flow.step("all", [], () => flow.forEach([1], { maxConcurrency: 1 }, () => look(null)));
    return flow.join();
  });
  const flows: Client<void> = engine({ tasks, context: CONTEXT }).client(body);
  await flows.run(null, { context: { tenantId: "acme" } });
  expect(spans().map((span) => span.attributes["tenant.id"])).toEqual(spans().map(() => "acme"));

  forgetSpans();
  const without = engine({ tasks }).client(workflow(async (flow) => [flow.context]));
  expect(await without.run(null)).toEqual([undefined]);
});

test("a submission carries it, and so does hand-written code in bodies and handlers", async () => {
  const trim = traced("trim", () => {});
  const handler = bindTask(attemptOf<null, string, LookTask>("look"), async () => {
    trim();
    return "trimmed";
  });
  const body = workflow<null, string, FlowContext>((flow) => {
    trim();
    return flow.run("only", look(null));
  });
  const flows: Client = engine({ tasks: { look: handler }, context: CONTEXT }).client(body);
  const run = await flows.start(null, { context: { tenantId: "acme" } });
  await run.result();

  expect(topology()).toEqual([
    "submit test < -",
    "task look < workflow test",
    "trim < task look",
    "trim < workflow test",
    "workflow test < submit test",
  ]);
  expect(spans().map(({ name, attributes }) => [name, attributes["tenant.id"], attributes["app.region"]])).toEqual(
    spans().map(({ name }) => [name, "acme", "eu"]),
  );
});

function said({ attributes }: ReadableSpan): readonly unknown[] {
  return [attributes["tenant.id"], attributes["app.tags"]];
}

test("a run that a handler starts has its own: of the context around it, only the submission says what its own leaves open", async () => {
  const inner: Client = engine({ tasks, context: CONTEXT }).client({ ...looking, name: "inner" });
  const outer: Client = engine({
    tasks: {
      look: bindTask(attemptOf<null, string, LookTask>("look"), async () => {
        const run = await inner.start(null, { context: { tenantId: "other" } });
        return run.result();
      }),
    },
    context: CONTEXT,
  }).client(workflow((flow) => flow.run("only", look(null)), { name: "outer" }));
  await outer.run(null, { context: { tenantId: "acme", tags: ["a"] } });

  expect(said(spanNamed("submit inner"))).toEqual(["other", ["a"]]);
  expect(said(spanNamed("workflow inner"))).toEqual(["other", undefined]);
  expect(spansNamed("task look").map(said)).toEqual([["other", undefined], ["acme", ["a"]]]);
});
