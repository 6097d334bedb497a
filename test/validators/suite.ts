import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { emitValidators } from "../../generator/validators/emit-validators.ts";
import { readSuite, useOf } from "../types/suite/groups.ts";
import type { Group, Suite, Test } from "../types/suite/groups.ts";
import { load } from "./load.ts";

/*
 * Measures the validators against the official JSON-Schema-Test-Suite:
 *
 *   JSON_SCHEMA_TEST_SUITE=<a checkout> node test/validators/suite.ts
 *
 * A standalone validator is generated and imported for every schema of the suite. The run fails where one says anything
 * else than the suite in a group that ajv itself passes.
 */

const suite = readSuite();
const remotes = readRemotes(suite);
let disagreements = 0;
let passed = 0;
let tests = 0;
console.log(`${"keyword".padEnd(26)} ${"groups".padStart(6)} ${"ajv passes".padStart(10)} ${"tests".padStart(6)} ${"ours disagree".padStart(14)}`);
for (const [keyword, groups] of Map.groupBy(suite.groups, (group) => group.keyword)) {
  const passedByAjv = groups.filter(passesAjv);
  const wrong = await Promise.all(groups.map(disagreementsOf));
  const unexcused = wrong.filter((_, index) => passedByAjv.includes(groups[index] as Group)).flat();
  const count = passedByAjv.flatMap((group) => group.tests).length;
  console.log(`${keyword.padEnd(26)} ${String(groups.length).padStart(6)} ${String(passedByAjv.length).padStart(10)} ${String(count).padStart(6)} ${String(unexcused.length).padStart(14)}`);
  for (const [index, group] of groups.entries()) {
    for (const problem of wrong[index] ?? []) {
      console.log(`    ${passedByAjv.includes(group) ? "" : "(ajv too) "}${group.description}: ${problem}`);
    }
  }
  disagreements += unexcused.length;
  passed += passedByAjv.length;
  tests += count;
}
console.log(`\najv passes ${passed} of ${suite.groups.length} groups; in their ${tests} tests we disagree ${disagreements} times`);
process.exitCode = disagreements === 0 ? 0 : 1;

/** True if ajv, given everything that a schema may refer to, says what the suite says. It fills in defaults, as ours do. */
function passesAjv({ schema, tests: each }: Group): boolean {
  try {
    const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false, useDefaults: true, schemas: remotes });
    const validate = ajv.compile(schema as object);
    return each.every(({ data, valid }) => validate(structuredClone(data)) === valid);
  } catch {
    return false;
  }
}

async function disagreementsOf(group: Group): Promise<readonly string[]> {
  try {
    const { use, resolver } = useOf(group, suite);
    const emitted = emitValidators({
      validators: [{ values: "a value", exportName: "validate", use, type: { text: "Root", names: [] } }],
      context: undefined,
      resolver,
      importExtension: ".js",
    });
    const { validate } = await load(emitted?.code ?? "");
    const disagrees = ({ data, valid }: Test): boolean => validate?.(structuredClone(data)) !== valid;
    return group.tests.filter(disagrees).map(({ description, valid }) => `"${description}" is ${valid ? "valid" : "invalid"}`);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** The suite's remote schemas by their addresses. */
function readRemotes({ remotes: folder }: Suite): Record<string, object> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /^draft2020-12.*\.json$/.test(name));
  return Object.fromEntries(
    names.map((name) => [`http://localhost:1234/${name}`, JSON.parse(readFileSync(join(folder, name), "utf8")) as object]),
  );
}
