import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { emitTypes } from "../../generator/types/emit-types.ts";
import { createResolver } from "../../generator/types/resolve.ts";
import type { SourceNode } from "../../generator/source/node.ts";
import { compile } from "./compile.ts";
import { assignment, withoutWeakTypes } from "./instances.ts";
import { parse } from "./parse.ts";

/*
 * Measures the types against the official JSON-Schema-Test-Suite:
 *
 *   JSON_SCHEMA_TEST_SUITE=<a checkout> node test/types/suite.ts
 *
 * A group is clean if a type is generated for its schema, if that compiles strictly, and if every instance that the
 * suite calls valid can be assigned to it.
 */

const DIALECT = "draft2020-12";
const REMOTE_HOST = "http://localhost:1234/";
const METASCHEMAS = ["schema", "meta/core", "meta/applicator", "meta/unevaluated", "meta/validation", "meta/meta-data", "meta/format-annotation", "meta/content"];

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

type Test = Group["tests"][number];

interface Case {
  readonly keyword: string;
  readonly group: Group;
  /** Undefined where nothing was generated. */
  readonly text: string | undefined;
  /** The test that a line of `text` is about. */
  readonly tests: ReadonlyMap<number, Test>;
}

interface Verdict {
  /** What is wrong with the types of a case. */
  readonly problems: ReadonlyMap<Case, string>;
  /** How many instances were rejected that the suite calls invalid. The more, the better. */
  readonly rejected: number;
}

const suite = process.env["JSON_SCHEMA_TEST_SUITE"];
if (suite === undefined) {
  throw new Error("JSON_SCHEMA_TEST_SUITE has to name a checkout of json-schema-org/JSON-Schema-Test-Suite");
}
const remotes = join(suite, "remotes");
const metaschemas = METASCHEMAS.map(readMetaschema);
const cases = readCases(join(suite, "tests", DIALECT));
print(cases, check(cases));

function readCases(folder: string): readonly Case[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .toSorted()
    .flatMap((name) => {
      const groups = JSON.parse(readFileSync(join(folder, name), "utf8")) as readonly Group[];
      return groups.map((group) => toCase(name.replace(".json", ""), group));
    });
}

function toCase(keyword: string, group: Group): Case {
  try {
    const schema = parse(local(JSON.stringify(group.schema)), "/group.json");
    const use = { typeName: "Root", schema };
    const resolver = createResolver({ documents: [], schemas: [schema, ...metaschemas], load });
    const { value } = emitTypes({ named: new Map(), roots: [use], inputs: [], resolver });
    const types = withoutWeakTypes(value.code);
    const firstLine = types.split("\n").length + 1;
    const instances = group.tests.map(({ data }, index) => assignment(`instance${index}`, data, value.typeOf(use).text));
    const tests = new Map(group.tests.map((test, index) => [firstLine + index, test]));
    return { keyword, group, text: [types, ...instances].join("\n"), tests };
  } catch (error) {
    console.error(group.description, error);
    return { keyword, group, text: undefined, tests: new Map() };
  }
}

function check(all: readonly Case[]): Verdict {
  const files = new Map(all.map((each, index) => [`case${index}.ts`, each.text ?? ""]));
  const problems = new Map<Case, string>();
  for (const each of all) {
    if (each.text === undefined) {
      problems.set(each, "generates nothing");
    }
  }
  let rejected = 0;
  for (const { file, line, message } of compile(files)) {
    const failed = all[Number(/\d+/.exec(file)?.[0])];
    const test = failed?.tests.get(line);
    if (test?.valid === false) {
      rejected += 1;
    } else if (failed !== undefined && !problems.has(failed)) {
      const what = test === undefined ? "does not compile" : `rejects "${test.description}"`;
      problems.set(failed, `${what}: ${message.split("\n")[0]}`);
    }
  }
  return { problems, rejected };
}

function print(all: readonly Case[], { problems, rejected }: Verdict): void {
  for (const keyword of new Set(all.map((each) => each.keyword))) {
    const groups = all.filter((each) => each.keyword === keyword);
    const unclean = groups.filter((each) => problems.has(each));
    console.log(`${keyword.padEnd(28)} ${groups.length - unclean.length} of ${groups.length}`);
    for (const each of unclean) {
      console.log(`    ${each.group.description}: ${problems.get(each)}`);
    }
  }
  const invalid = all.flatMap(({ group }) => group.tests.filter((test) => !test.valid));
  console.log(`${all.length - problems.size} of ${all.length} groups are clean`);
  console.log(`${rejected} of ${invalid.length} invalid instances are rejected too`);
}

/** The suite's remote schemas are files here. */
function local(text: string): string {
  return text.replaceAll(REMOTE_HOST, "file:///remotes/");
}

function load(path: string): SourceNode | undefined {
  try {
    return parse(local(readFileSync(path.replace("/remotes", remotes), "utf8")), path);
  } catch {
    return undefined;
  }
}

function readMetaschema(name: string): SourceNode {
  const path = createRequire(import.meta.url).resolve(`ajv/dist/refs/json-schema-2020-12/${name}.json`);
  return parse(readFileSync(path, "utf8"), path);
}
