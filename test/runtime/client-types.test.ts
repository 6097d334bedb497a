import { expect, expectTypeOf, test } from "vitest";
import type { Run, RunOptions, Task, WorkflowClient, WorkflowSchedule } from "../../runtime/src/index.ts";

interface Given {
  readonly tenantId: string;
  readonly region?: string | undefined;
}

interface Decision {
  readonly accepted: boolean;
}

type Full = { readonly context: Given; readonly signals: { readonly review: Decision; readonly stop: null } };
type Declared = WorkflowClient<string, number, Full>;

/** Never called: what matters is that it compiles, and that each line marked so does not. */
const uses = async (client: Declared, plain: WorkflowClient<string, number>): Promise<void> => {
  const run = await client.start("x", { context: { tenantId: "acme" } });
  // The tenant may come from baggage.
  await client.run("x", { context: { region: "eu" } });
  // @ts-expect-error the tenant is a string
  await client.run("x", { context: { tenantId: 1 } });
  await run.signal("review", { accepted: true });
  await (await client.get("r")).signal("stop", null);
  // @ts-expect-error no such signal
  await run.signal("reviewed", { accepted: true });
  // @ts-expect-error of another type
  await run.signal("review", { accepted: "yes" });

  const plainRun = await plain.start("x");
  // @ts-expect-error it waits for no signal
  await plainRun.signal("review", { accepted: true });
  // @ts-expect-error the spec declares no context
  await plain.run("x", { context: { tenantId: "acme" } });
};

/** Never called either. */
const schedules = async (plain: WorkflowSchedule, full: WorkflowSchedule<Full>): Promise<void> => {
  await full.start();
  await full.start({ context: { tenantId: "acme" } });
  // @ts-expect-error the tenant is a string
  await full.start({ context: { tenantId: 1 } });
  await plain.start({});
  // @ts-expect-error the spec declares no context
  await plain.start({ context: { tenantId: "acme" } });
};

test("a client is typed by its spec", () => {
  expect(uses).toBeTypeOf("function");
  expect(schedules).toBeTypeOf("function");
  expectTypeOf<Declared["get"]>().returns.resolves.toEqualTypeOf<Run<number, Full>>();
  expectTypeOf<RunOptions["context"]>().toEqualTypeOf<undefined>();
  expectTypeOf<Task<{ readonly context: Given }>["context"]>().toEqualTypeOf<Given>();
});
