import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { filesOfSpec, SPEC_NAMES } from "./support/specs.ts";

const golden = (path: string): string => fileURLToPath(new URL(`golden/${path}.txt`, import.meta.url));

/** Their bodies come from other stages, which have golden files of their own. */
const OTHERS: ReadonlySet<string> = new Set(["generated/types.ts", "generated/validators.ts"]);

describe("generated code, reviewed like code", () => {
  it.each(SPEC_NAMES)("of %s", async (name) => {
    const files = [...filesOfSpec(name).values()].filter(({ path }) => !OTHERS.has(path));
    for (const { path, text } of files) {
      await expect(text).toMatchFileSnapshot(golden(`${name}/${path}`));
    }
  });

  it("is made of these files", () => {
    expect([...filesOfSpec("checkout").keys()].toSorted()).toEqual([
      "generated/application.ts",
      "generated/contracts.ts",
      "generated/handlers.ts",
      "generated/index.ts",
      "generated/tasks/charge-card.ts",
      "generated/tasks/create-shipment.ts",
      "generated/tasks/notify.ts",
      "generated/tasks/refund-payment.ts",
      "generated/tasks/release-stock.ts",
      "generated/tasks/reserve-stock.ts",
      "generated/tasks/score-fraud.ts",
      "generated/telemetry.ts",
      "generated/types.ts",
      "generated/validators.ts",
      "generated/workflows/checkout.ts",
      "tasks/charge-card.ts",
      "tasks/create-shipment.ts",
      "tasks/notify.ts",
      "tasks/refund-payment.ts",
      "tasks/release-stock.ts",
      "tasks/reserve-stock.ts",
      "tasks/score-fraud.ts",
    ]);
  });

  it("is the same on every run", () => {
    const [first, second] = [filesOfSpec("features"), filesOfSpec("features")];
    expect([...first.values()].map(({ text }) => text)).toEqual([...second.values()].map(({ text }) => text));
  });
});
