import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { definitions } from "../../runtime/src/telemetry/configuration/document/derived/definitions.ts";
import { validateConfiguration } from "../../runtime/src/telemetry/configuration/document/derived/validate-configuration.ts";
import { COMPONENTS_OF_OURS, SUPPORT } from "../../runtime/src/telemetry/configuration/document/support.ts";
import { mutants } from "../properties/mutate.ts";
import { COMPLETE, EVERYTHING, official, read } from "./documents.ts";

const documents = [parse(COMPLETE), parse(EVERYTHING)] as readonly object[];

test("what is derived agrees with OpenTelemetry's own validator, and every mistake has a place", () => {
  expect(documents.map((document) => official(document))).toEqual([true, true]);
  let refused = 0;
  fc.assert(
    fc.property(mutants(documents), (text) => {
      const { problems } = read(text);
      const [, line = 0, column = 0] = /^(\d+):(\d+) /.exec(problems[0] ?? "1:1 ") ?? [];
      expect(text.split("\n")[Number(line) - 1]?.length ?? -1).toBeGreaterThanOrEqual(Number(column) - 1);
      const value = parseOrUndefined(text);
      fc.pre(value !== undefined);
      const isRight = official(value);
      refused += isRight ? 0 : 1;
      expect(validateConfiguration(value)).toBe(isRight);
    }),
    { numRuns: 1_000 },
  );
  expect(refused).toBeGreaterThan(300);
});

function parseOrUndefined(text: string): unknown {
  try {
    return parse(text, { version: "1.2", logLevel: "silent" });
  } catch {
    return undefined;
  }
}

test("of every object that can be reached, every key is honoured or refused with a reason", () => {
  const reached = new Set<string>();
  const missing: string[] = [];
  const visit = (name: string): void => {
    const definition = definitions[name];
    if (definition === undefined || reached.has(name)) {
      return;
    }
    reached.add(name);
    for (const [key, { definition: target }] of Object.entries(definition.properties)) {
      const support = SUPPORT[name]?.[key];
      if (support === undefined) {
        missing.push(`${name}.${key}`);
      } else if (support === "honoured" && target !== undefined) {
        visit(target);
      }
    }
  };
  visit("OpenTelemetryConfiguration");
  expect(missing).toEqual([]);
  // What is said of anything else is never looked at.
  expect(Object.keys(SUPPORT).filter((name) => !reached.has(name))).toEqual([]);
  const unknown = Object.entries(SUPPORT).flatMap(([name, keys]) =>
    Object.keys(keys).filter((key) => definitions[name]?.properties[key] === undefined),
  );
  expect(unknown).toEqual([]);
  expect(Object.keys(COMPONENTS_OF_OURS).filter((name) => definitions[name]?.isOpen !== true)).toEqual([]);
});
