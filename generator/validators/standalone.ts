import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import type { PlainValue } from "../source/plain.ts";
import { HELPERS } from "./helpers.ts";
import type { Helper } from "./helpers.ts";

/** The code of one validator. */
export interface StandaloneValidator {
  /** Statements that declare it and all it needs but helpers. */
  readonly statements: string;
  /** What they call it. */
  readonly name: string;
  readonly helpers: readonly Helper[];
}

const EXPORTS = /^"use strict";\s*module\.exports = (\w+);\s*module\.exports\.default = \w+;\s*/;
const STRING = /"(?:[^"\\]|\\.)*"/g;
const SCHEMA = /^const (schema\d+) = .*;\n/gm;
/** Where ajv puts in a default. What objects inherit it would take for what they have. */
const DEFAULT = new RegExp(`^if\\((data\\d*)\\.(${Object.getOwnPropertyNames(Object.prototype).join("|")}) === undefined\\)\\{$`, "gm");
const REQUIRE = /require\("([\w/]+)"\)\.default;$/gm;

/**
 * Compiles a JSON Schema to JavaScript. Each has an instance of ajv of its own, because an instance numbers its names in
 * the order in which it meets schemas: an edit of one validator would change the others.
 */
export function compileStandalone(schema: PlainValue): StandaloneValidator {
  const isUnevaluatedUsed = JSON.stringify(schema).includes('"unevaluated');
  const ajv = new Ajv2020({
    meta: false,
    validateSchema: false,
    strict: false,
    logger: false,
    addUsedSchema: false,
    allErrors: true,
    useDefaults: true,
    ownProperties: true,
    inlineRefs: false,
    // ajv 8.20 optimises declarations away that the bookkeeping for `unevaluated…` needs.
    code: { source: true, lines: true, optimize: !isUnevaluatedUsed },
  });
  // What has been evaluated matters to `unevaluated…` only, and `bundle` leaves no `$dynamicRef`: without, code is half the size.
  Object.assign(ajv.opts, { unevaluated: isUnevaluatedUsed, dynamicRef: false });
  const code = standaloneCode.default(ajv, ajv.compile(schema as object));
  const name = EXPORTS.exec(code)?.[1];
  if (name === undefined) {
    throw new Error("ajv's standalone code does not begin as it did");
  }
  const used = new Set<Helper>();
  const statements = code.replace(EXPORTS, "").replace(REQUIRE, (_, module: string) => {
    const helper = HELPERS.find((candidate) => candidate.module === module);
    if (helper === undefined) {
      throw new Error(`ajv's code requires ${module}`);
    }
    used.add(helper);
    return `${helper.name};`;
  });
  const withOwnDefaults = statements.replace(DEFAULT, 'if(!Object.hasOwn($1, "$2") || $1.$2 === undefined){');
  return { statements: withoutUnusedSchemas(withOwnDefaults).trimEnd(), name, helpers: [...used] };
}

/** ajv writes down every schema, though few functions look at theirs. A statement is one line, whatever is in it. */
function withoutUnusedSchemas(statements: string): string {
  const mentions = statements.replace(STRING, '""').match(/\bschema\d+\b/g) ?? [];
  const declared = new Set<string>();
  const used = new Set(mentions.filter((name) => declared.size === declared.add(name).size));
  return statements.replace(SCHEMA, (statement, name: string) => (used.has(name) ? statement : ""));
}
