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

interface Report {
  readonly day: string;
  readonly table?: string | undefined;
}

/** Never called either. */
const schedules = async (
  without: WorkflowSchedule<void, Full>,
  required: WorkflowSchedule<Report, Full>,
  optional: WorkflowSchedule<Partial<Report>>,
  text: WorkflowSchedule<string>,
): Promise<void> => {
  await without.start();
  await without.start({ context: { tenantId: "acme" } });
  // @ts-expect-error the workflow takes no input
  await without.start({ input: () => ({ day: "x" }) });

  await required.start({ input: (due) => ({ day: due.toISOString() }), context: { tenantId: "acme" } });
  // @ts-expect-error the input is missing
  await required.start();
  // @ts-expect-error the input is missing
  await required.start({ context: { tenantId: "acme" } });
  // @ts-expect-error there is an input, or there is none
  await required.start({ input: undefined });
  // @ts-expect-error the day is missing
  await required.start({ input: () => ({ table: "sales" }) });
  // @ts-expect-error the input is made of a time, one for each run
  await required.start({ input: { day: "x" } });
  // @ts-expect-error a promise of an input is none
  await required.start({ input: async () => ({ day: "x" }) });

  await optional.start();
  await optional.start({ input: () => ({}) });
  await optional.start({ input: () => ({ table: "sales" }) });
  // @ts-expect-error a table is a string
  await optional.start({ input: () => ({ table: 1 }) });

  await text.start({ input: (due) => due.toISOString() });
  // @ts-expect-error `{}` is no string
  await text.start();
};

test("a client is typed by its spec", () => {
  expect(uses).toBeTypeOf("function");
  expect(schedules).toBeTypeOf("function");
  expectTypeOf<Declared["get"]>().returns.resolves.toEqualTypeOf<Run<number, Full>>();
  expectTypeOf<RunOptions["context"]>().toEqualTypeOf<undefined>();
  expectTypeOf<Task<{ readonly context: Given }>["context"]>().toEqualTypeOf<Given>();
});
