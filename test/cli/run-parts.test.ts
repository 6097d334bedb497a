import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeError, ownPlace } from "../../generator/cli/run/describe-failure.ts";
import { isAtLeast } from "../../generator/cli/run/node-version.ts";
import { readValue } from "../../generator/cli/run/read-value.ts";
import { positionAt } from "../../generator/source/position.ts";

test.each([
  ["22.15.0", true],
  ["22.14.9", false],
  ["22.16.0-nightly", true],
  ["24.0.0", true],
  ["20.19.0", false],
  ["23.0.0", true],
])("Node %s can run workflows: %s", (version, expected) => {
  expect(isAtLeast(version, "22.15.0")).toBe(expected);
});

describe("an input", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "gen-flows-input-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("is JSON", async () => {
    expect(await readValue("--input", '{ "id": "o-1", "lines": [] }')).toEqual({
      value: { id: "o-1", lines: [] },
      diagnostics: [],
    });
  });

  test("is a file", async () => {
    const path = join(folder, "order.json");
    writeFileSync(path, '\uFEFF{ "id": "o-2" }\n');
    expect((await readValue("--input", `@${path}`)).value).toEqual({ id: "o-2" });
  });

  test("that is not JSON is reported where it is wrong", async () => {
    const { value, diagnostics } = await readValue("--input", '{ "id": o-1 }');
    expect(value).toBeUndefined();
    const [diagnostic] = diagnostics;
    expect(diagnostic).toMatchObject({ code: "GF1020", severity: "error" });
    expect(diagnostic?.at?.file.path).toBe("--input");
    expect(diagnostic?.at && positionAt(diagnostic.at.file, diagnostic.at.start)).toEqual({ line: 1, column: 9 });
  });

  test("in a file that does not exist is a usage error", async () => {
    await expect(readValue("--input", "@nowhere.json")).rejects.toMatchObject({
      name: "UsageError",
      message: expect.stringContaining("`nowhere.json` cannot be read"),
    });
  });
});

describe("a failure", () => {
  test("is told by name and message", () => {
    expect(describeError(new TypeError("x is not a function"))).toBe("TypeError: x is not a function");
    expect(describeError(Object.assign(new Error("CardDeclined"), { name: "CardDeclined" }))).toBe("CardDeclined");
    expect(describeError("thrown text")).toBe("thrown text");
  });

  test("is placed in the project's own code", () => {
    const error = new Error("no");
    error.stack = [
      "Error: no",
      "    at inner (/project/node_modules/library/index.js:1:2)",
      "    at attemptChargeCard (file:///project/src/flows/generated/tasks/charge-card.ts:30:11)",
      "    at async chargeCard (file:///project/src/flows/tasks/charge-card.ts?tsx-namespace=1:7:9)",
      "    at other (/elsewhere/file.ts:1:1)",
    ].join("\n");
    expect(ownPlace(error, "/project", "/project/src/flows")).toBe("src/flows/tasks/charge-card.ts:7:9");
    expect(ownPlace(error, "/nothing", "/nothing/src/flows")).toBeUndefined();
    expect(ownPlace("text", "/project", "/project/src/flows")).toBeUndefined();
  });
});
