import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SchemaUse } from "../../../generator/ir/schema.ts";
import type { SourceNode } from "../../../generator/source/node.ts";
import { createResolver } from "../../../generator/types/resolve.ts";
import type { SchemaResolver } from "../../../generator/types/resolve.ts";
import { parse } from "../parse.ts";

const DIALECT = "draft2020-12";
const REMOTE_HOST = "http://localhost:1234/";
const METASCHEMAS = ["schema", "meta/core", "meta/applicator", "meta/unevaluated", "meta/validation", "meta/meta-data", "meta/format-annotation", "meta/content"];

/** A schema of the suite, and instances of which the suite says whether they match. */
export interface Group {
  /** The name of its file. */
  readonly keyword: string;
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly Test[];
}

export interface Test {
  readonly description: string;
  readonly data: unknown;
  readonly valid: boolean;
}

/** A checkout of json-schema-org/JSON-Schema-Test-Suite. */
export interface Suite {
  readonly groups: readonly Group[];
  /** The folder of the schemas that others refer to at `http://localhost:1234/`. */
  readonly remotes: string;
}

/** The checkout that the environment names. Formats and other optional behaviour are left aside. */
export function readSuite(): Suite {
  const root = process.env["JSON_SCHEMA_TEST_SUITE"];
  if (root === undefined) {
    throw new Error("JSON_SCHEMA_TEST_SUITE has to name a checkout of json-schema-org/JSON-Schema-Test-Suite");
  }
  const folder = join(root, "tests", DIALECT);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const groups = files.toSorted().flatMap((name) => {
    const read = JSON.parse(readFileSync(join(folder, name), "utf8")) as readonly Omit<Group, "keyword">[];
    return read.map((group) => ({ ...group, keyword: name.replace(".json", "") }));
  });
  return { groups, remotes: join(root, "remotes") };
}

/** What `text` refers to at the suite's host, at another place. */
export function relocate(text: string, place: string): string {
  return text.replaceAll(REMOTE_HOST, place);
}

/** The file of a schema of the draft itself (`schema`, `meta/core`). */
export function metaschemaFile(name: string): string {
  return createRequire(import.meta.url).resolve(`ajv/dist/refs/json-schema-2020-12/${name}.json`);
}

const metaschemas = METASCHEMAS.map((name) => parse(readFileSync(metaschemaFile(name), "utf8"), metaschemaFile(name)));

function local(text: string): string {
  return relocate(text, "file:///remotes/");
}

/** The schema of a group as a spec would have it, with a resolver that finds the suite's remote schemas as files. */
export function useOf(group: Group, { remotes }: Suite): { use: SchemaUse; resolver: SchemaResolver } {
  const load = (path: string): SourceNode | undefined => {
    try {
      return parse(local(readFileSync(path.replace("/remotes", remotes), "utf8")), path);
    } catch {
      return undefined;
    }
  };
  const schema = parse(local(JSON.stringify(group.schema)), "/group.json");
  return { use: { typeName: "Root", schema }, resolver: createResolver({ documents: [], schemas: [schema, ...metaschemas], load }) };
}
