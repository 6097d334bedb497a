import { context, ROOT_CONTEXT } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { withLogFields } from "../../runtime/src/index.ts";
import { withLogScope } from "../../runtime/src/logs/log-scope.ts";
import { createRedactor } from "../../runtime/src/task/redactor.ts";
import { fieldsProcessor } from "../../runtime/src/telemetry/logs/fields-processor.ts";

const exporter = new InMemoryLogRecordExporter();
const provider = new LoggerProvider({ processors: [fieldsProcessor, new SimpleLogRecordProcessor({ exporter })] });
const library = provider.getLogger("library");

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
});

beforeEach(() => {
  exporter.reset();
});

function only() {
  const [record] = exporter.getFinishedLogRecords();
  return { body: record?.body, attributes: record?.attributes };
}

test("a record of a library has the fields of its task and of withLogFields, and keeps its own", () => {
  const scope = { fields: { "gen_flows.run.id": "r", tier: "pro" }, redactor: undefined };
  withLogFields({ project: "shop" }, () => {
    context.with(withLogScope(ROOT_CONTEXT, scope), () => {
      library.emit({ body: "said", attributes: { tier: "own" } });
    });
  });
  expect(only()).toEqual({ body: "said", attributes: { tier: "own", "gen_flows.run.id": "r", project: "shop" } });
});

test("a record of a library shows no sensitive value of its task", () => {
  const rules = { fields: { card: "drop", holder: "mask" } } as const;
  const source = { input: { card: "4111 1111 1111 1111", holder: "Ann Example" }, context: undefined };
  const scope = { fields: { "gen_flows.run.id": "r" }, redactor: createRedactor(rules, source) };
  context.with(withLogScope(ROOT_CONTEXT, scope), () => {
    library.emit({
      body: "charging 4111 1111 1111 1111",
      attributes: { card: "4111 1111 1111 1111", holder: "Ann Example", note: "for Ann Example", amount: 42 },
    });
  });
  expect(JSON.stringify(only())).not.toMatch(/4111|Ann Example/);
  expect(only().attributes).toMatchObject({ amount: 42, "gen_flows.run.id": "r" });
  expect(only().attributes).not.toHaveProperty("card");
});
