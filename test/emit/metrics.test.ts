import { expect, test } from "vitest";
import { typeCheck, withFiles } from "./support/compile.ts";
import { filesOfSpec } from "./support/specs.ts";

/** What users write beside the generated code of `specs/features.json`. Every `@ts-expect-error` is a mistake that must be found. */
const USER_CODE = `
import { appCartsOpen, appCount, appSizes, observeAppQueueDepth, observeAppUptime } from "./generated/metrics.js";
import type { AppCartsOpenAttributes } from "./generated/metrics.js";

const attributes: AppCartsOpenAttributes = { region: "eu" };
appCartsOpen().add(1, attributes);
appCartsOpen().add(-1, { region: "us", "error.type": "timeout" });
appCount().add(1);
appSizes().record(3, { kind: "fixed" });
const stop: () => void = observeAppQueueDepth((observe) => {
  observe(3, { queue: "x" });
});
stop();
observeAppUptime(async (observe) => {
  observe(await Promise.resolve(process.uptime()));
});

// @ts-expect-error: there is no such region
appCartsOpen().add(1, { region: "asia" });
// @ts-expect-error: the region is missing
appCartsOpen().add(1, {});
// @ts-expect-error: the attributes are missing
appCartsOpen().add(1);
// @ts-expect-error: there is no such attribute
appCartsOpen().add(1, { region: "eu", shard: 3 });
// @ts-expect-error: a counter does not record
appCount().record(1);
// @ts-expect-error: it has no attributes
appCount().add(1, { region: "eu" });
// @ts-expect-error: a value is a number
appCount().add("1");
observeAppQueueDepth((observe) => {
  // @ts-expect-error: the queue is missing
  observe(3);
  // @ts-expect-error: a queue is a string
  observe(3, { queue: 7 });
});
// @ts-expect-error: it asks, and is not told
observeAppQueueDepth().observe(3);
`;

test("metrics are typed from the spec", () => {
  const files = [...filesOfSpec("features").values(), { path: "main.ts", text: USER_CODE }];
  expect(withFiles(files, (directory) => typeCheck(directory, "nodenext"))).toBe("");
});
