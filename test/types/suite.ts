import { readSuite } from "./suite/groups.ts";
import { better, emitAll, judge } from "./suite/measure.ts";
import type { Verdict } from "./suite/measure.ts";
import { otherTools } from "./suite/others.ts";
import { ourEmitter } from "./suite/ours.ts";
import { serve } from "./suite/server.ts";
import { printKeywords, printTable, rowOf } from "./suite/table.ts";

/*
 * Measures the types against the official JSON-Schema-Test-Suite:
 *
 *   JSON_SCHEMA_TEST_SUITE=<a checkout> node test/types/suite.ts
 *
 * With TYPE_EMITTERS=<a folder> the tools in the folder's `node_modules` are measured beside it: json-schema-to-typescript,
 * openapi-typescript and quicktype-core.
 *
 * The first line of the table is what users have. The second is without TypeScript's weak type check, which refuses an
 * object that has none of a type's properties where all are optional: in an object with `"type": "object"` that is left
 * on, as whoever passes such a value has hardly meant it.
 *
 * A group is clean if a type is generated for its schema, if that compiles strictly, and if every instance that the
 * suite calls valid can be assigned to it. The run fails where fewer groups are clean than BAR, and where one has no
 * types or types that do not compile.
 */

const BAR = 376;

const suite = readSuite();
const emitted = await emitAll(ourEmitter(suite), suite.groups);
const ours = judge(suite.groups, emitted, true);
printKeywords(ours);

const rows = [rowOf("gen-flows", ours), rowOf("gen-flows, no weak type check", judge(suite.groups, emitted, false))];
const emitters = process.env["TYPE_EMITTERS"];
if (emitters !== undefined) {
  const server = await serve(suite);
  for (const { name, emitters: ways } of await otherTools(emitters, server)) {
    const verdicts: (readonly Verdict[])[] = [];
    for (const way of ways) {
      verdicts.push(judge(suite.groups, await emitAll(way, suite.groups), true));
    }
    rows.push(rowOf(name, verdicts.reduce(better)));
  }
  server.close();
}
printTable(rows, suite.groups);

const broken = ours.filter(({ outcome }) => outcome === "not generated" || outcome === "not compiled");
const clean = ours.filter(({ outcome }) => outcome === "clean");
if (broken.length > 0 || clean.length < BAR) {
  console.error(`${clean.length} clean groups and ${broken.length} broken ones: at least ${BAR} and none are wanted`);
  process.exitCode = 1;
}
