import { describe, expect, it } from "vitest";
import { typeCheck, withFiles } from "./support/compile.ts";
import { filesOfSpec } from "./support/specs.ts";

/** What users write beside the generated code of `specs/language.yaml`. Every `@ts-expect-error` is a mistake that must be found. */
const USER_FILES: Readonly<Record<string, string>> = {
  "workflows/nightly.ts": `
import { isError } from "@gen-flows/runtime/workflow";
import type { FlowError } from "@gen-flows/runtime/workflow";
import { charge, refund, shipping } from "../generated/contracts.js";
import type { ChargeCardDeclined, Decision } from "../generated/types.js";
import type { Nightly } from "../generated/workflows/nightly.js";

export const nightly: Nightly = async (flow, input): ReturnType<Nightly> => {
  const options = { compensate: (output: { readonly paymentId: string }) => refund({ paymentId: output.paymentId }) };
  const paid = await flow.run("paid", charge({ cents: 1, region: flow.context.region }, options));
  const shipped = await flow.run("shipped", shipping({ id: input.day, parcels: [] }));
  const again = await flow.run("again", flow.catch(charge({ cents: shipped.uris.length }), (error) => {
    return isError<FlowError<"CardDeclined", ChargeCardDeclined>>(error, "CardDeclined")
      ? flow.value({ paymentId: error.data.reason })
      : undefined;
  }));
  const review = await flow.run("review", flow.waitForSignal<Decision>("review", { timeout: 1000 }));
  flow.log.info("reviewed", { decision: review });
  // @ts-expect-error: it may be undefined
  review.approved;
  // @ts-expect-error: there is no such input
  await flow.run("wrong", shipping({ day: input.day }));
  // @ts-expect-error: there is no such value in the context
  flow.context.tenant;
  return paid.paymentId + again.paymentId;
};
`,
  "tasks/charge.ts": `
import type { Charge } from "../generated/tasks/charge.js";

export const charge: Charge = async (input, task): ReturnType<Charge> => {
  task.heartbeat();
  task.log.info("charging", input);
  task.log.error("declined", new Error("no card"));
  task.log.debug("region", { region: task.context.region, input });
  // @ts-expect-error: a value needs a name
  task.log.warn("cents", input.cents);
  const region: "eu" | "us" = task.context.region;
  const tenant: string | undefined = task.context.tenantId;
  // @ts-expect-error: there is no such value in the context
  task.context.tenant;
  if (input.cents > 3) {
    task.fail("CardDeclined", { reason: region });
  }
  return { paymentId: tenant ?? "none" };
};
`,
  "schedules/nightly.ts": `
import type { NightlySchedule } from "../generated/schedules.js";

export const nightly: NightlySchedule = async (due): ReturnType<NightlySchedule> => {
  // @ts-expect-error: a day is a string
  const wrong: Awaited<ReturnType<NightlySchedule>> = { day: due };
  return { ...wrong, day: due.toISOString().slice(0, 10) };
};
`,
  "main.ts": `
import { createFlows, nightly, parents, shipping, waiting } from "./generated/index.js";

const run = await waiting.start(undefined, { context: { region: "us", tenantId: "acme" }, runId: "one" });
await run.signal("review", { approved: true, reviewer: "Ada" });
await (await waiting.get("one")).cancel();
await shipping.run({ id: "one", parcels: [] });
await nightly.run({ day: "today", table: "sales" });
await parents.schedule.start({ context: { tenantId: "acme" } });
await nightly.schedule.start({ context: { tenantId: "acme" } });
console.log((await nightly.schedule.describe()).next?.toISOString());
await nightly.schedule.stop();
createFlows({ handlers: { charge: async () => ({ paymentId: "one" }) } });
// @ts-expect-error: a decision has a reviewer
await run.signal("review", { approved: true });
// @ts-expect-error: there is no such signal
await run.signal("rewiev", {});
// @ts-expect-error: nowhere near
await waiting.start(undefined, { context: { region: "asia" } });
// @ts-expect-error: nowhere near
await nightly.schedule.start({ context: { region: "asia" } });
// @ts-expect-error: the workflow has no schedule
waiting.schedule;
// @ts-expect-error: the workflow waits for no signal
await (await shipping.start({ id: "one", parcels: [] })).signal("review", { approved: true, reviewer: "Ada" });
`,
};

describe("what users write is typed from the spec", () => {
  it("in bodies of workflows, in handlers, and where runs begin", () => {
    const written = Object.entries(USER_FILES).map(([path, text]) => ({ path, text }));
    const files = [...filesOfSpec("language").values()].filter(({ path }) => !(path in USER_FILES));
    expect(files.length).toBeGreaterThan(30);
    expect(withFiles([...files, ...written], (directory) => typeCheck(directory, "nodenext"))).toBe("");
  });
});
