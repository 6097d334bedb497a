import { context } from "@opentelemetry/api";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { consoleBridge } from "../../runtime/src/logs/console.ts";
import { adoptTelemetry } from "../../runtime/src/telemetry/adopt.ts";
import { consoleLogs } from "../../runtime/src/telemetry/exporters/console-logs.ts";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import { defineLogs } from "../../runtime/src/telemetry/logs/define-logs.ts";
import { define, engine, workflow } from "../runtime/fixtures/flows.ts";
import { registerTracing } from "../runtime/fixtures/tracing.ts";
import { forgetRecords, recordOf, records, registerLogging, spanOf } from "./records.ts";

/** The application has providers of its own. */
beforeAll(() => {
  registerTracing();
  registerLogging();
});

beforeEach(forgetRecords);

const print = define<null, void>("print", async (_, task) => {
  console.log("printed");
  task.log.info("logged");
});

test.each([
  ["provider: adopt", () => adoptTelemetry({ bridges: [consoleBridge] })],
  [
    "provider: owned, where the application was first",
    () =>
      defineTelemetry({
        serviceName: "shop",
        exporters: [],
        logs: defineLogs({ exporters: [consoleLogs()], bridges: [consoleBridge] }),
      }),
  ],
])("%s: logs and bridges go to the application's provider, until the shutdown", async (_, create) => {
  const telemetry = create();
  const flows = engine({ telemetry }).client(workflow<null, void>((flow) => flow.run("only", print(null))));
  await flows.run(null, { runId: "r", parent: context.active() });
  await flows.run(null, { runId: "s" });
  expect(records().map(({ body }) => body)).toEqual(["printed", "logged", "printed", "logged"]);
  for (const record of records()) {
    expect(spanOf(record)).toBe("task print");
    expect(record.attributes).toMatchObject({ "gen_flows.task.name": "print" });
  }

  await telemetry.shutdown();
  forgetRecords();
  console.log("afterwards");
  await flows.run(null, { runId: "t" });
  expect(recordOf("logged").attributes["gen_flows.run.id"]).toBe("t");
  expect(records()).toHaveLength(1);
});
