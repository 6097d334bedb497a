import type { Tracer } from "@opentelemetry/api";
import type { Application, ApplicationTelemetry } from "../../../runtime/src/engines/application.ts";
import { traced } from "../../../runtime/src/boundaries/traced.ts";
import { THRICE, validator, workflow } from "../../runtime/fixtures/flows.ts";
import type { PlainHandler } from "../../runtime/fixtures/traced-task.ts";
import type { TaskSet } from "../tasks.ts";

const go = validator((value) => typeof value === "string");

/** Asks the test, and goes on with what it answers. */
const ask: PlainHandler<unknown, string> = async (_, { idempotencyKey, attempt, signal }) => {
  const response = await fetch(`${process.env["CONTROL_URL"]}/${idempotencyKey}?attempt=${attempt}`, { signal });
  return response.text();
};

const sentence = traced("sentence", (...words: readonly string[]) => words.join(" "));

/** The workflows of the worker program, for it and for whoever calls them. */
export function createApplication({ define }: TaskSet, telemetry: ApplicationTelemetry, tracer: Tracer): Application {
  const remote = define("remote", ask, { retry: THRICE });
  const inline = define("inline", ask, { retry: THRICE, placement: "inline" });

  const one = workflow((flow) => flow.result([flow.step("step", [], () => remote(null))], (value) => value), { name: "one" });
  const near = workflow((flow) => flow.result([flow.step("step", [], () => inline(null))], (value) => value), { name: "near" });
  const fan = workflow(
    (flow) => {
      const items = flow.step("items", [], () =>
        flow.forEach([0, 1, 2, 3], { maxConcurrency: 4 }, () => remote(null)),
      );
      const last = flow.step("last", [items], (values) => flow.value(values.join()));
      return flow.result([last], (value) => value);
    },
    { name: "fan" },
  );
  const byHand = workflow(
    async (flow) => {
      const first = await flow.run("first", remote(null));
      const said = await flow.run("said", flow.waitForSignal<string>("go"));
      flow.log.info(`said ${said}`);
      const start = sentence(first, said);
      return sentence(start, await flow.run("last", inline(null)));
    },
    { name: "byHand" },
  );
  const planned = workflow(
    (flow) => {
      const first = flow.step("first", [], () => remote(null));
      const steps = process.env["PLAN"] === "new" ? [flow.step("second", [first], () => remote(null))] : [first];
      return flow.result(steps, (value) => value);
    },
    { name: "planned", fingerprint: process.env["PLAN"] ?? "old" },
  );
  return {
    name: "killed",
    version: "1.0.0",
    telemetry,
    tracer,
    traces: { durableSpans: true },
    workflows: {
      ...Object.fromEntries([one, near, fan, planned].map((each) => [each.name, { workflow: each as never }])),
      byHand: { workflow: byHand as never, signals: { go } },
    },
  };
}
