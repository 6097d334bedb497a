import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { arrange } from "../../generator/diagnostics/order.ts";
import { compile } from "../../generator/pipeline.ts";
import { describe as show } from "../source/loading.ts";

/** What all stages together say of a spec in `test/validate/specs`, but for what its telemetry cannot generate. */
function diagnose(name: string): readonly Diagnostic[] {
  const cwd = fileURLToPath(new URL("../validate/specs", import.meta.url));
  const { diagnostics } = compile({ specs: [name], cwd });
  return arrange(diagnostics.filter(({ code }) => code !== "GF8001"));
}

/** Of each mistake the place and the message; then what its label says, else its help. */
function mistakes(name: string): readonly string[] {
  return diagnose(name).map((diagnostic) => `${show(diagnostic)} | ${diagnostic.label ?? diagnostic.help?.join(" ")}`);
}

test.each(["checkout.json", "documents.json", "documents.yaml"])("nothing is wrong with %s", (name) => {
  expect(mistakes(name)).toEqual([]);
});

test("a schema that nothing uses is all that is to be said of etl.json", () => {
  expect(mistakes("etl.json")).toEqual([expect.stringMatching(/^GF9005 7:5 .* nothing uses the schema `Row`/)]);
});

test("names, absent values, refusals and a misspelt literal", () => {
  expect(mistakes("bad/checkout.json")).toEqual([
    'GF4001 45:45 "scroe" `steps.fraud` has no property `scroe` | did you mean `score`?',
    'GF3002 46:31 "\\"stok\\"" workflow `checkout` has no step `stok` | did you mean `stock`?',
    'GF4201 47:140 "Date" `Date` reads a clock, which gives another value at every replay | use `workflow.startedAt`, pass the time in the workflow\'s input, or let a task return it',
    'GF3001 50:32 "\\"createShipmnt\\"" there is no task `createShipmnt` | did you mean `createShipment`?',
    'GF4007 53:57 "\\"reservationID\\"" the input of `releaseStock` has no property `reservationID` | did you mean `reservationId`?',
    'GF4002 53:78 "steps.charge" `steps.charge` may be missing here | undefined when the step is skipped',
    'GF4208 58:36 "==" `==` converts what it compares | write `===`',
    'GF4025 58:51 "\'rejectd\'" `status` cannot be `rejectd` | did you mean `rejected`?',
    'GF4002 60:32 "steps.shipments" `steps.shipments` may be missing here | undefined when the step is skipped',
    'GF4001 60:48 "trackingNumber" an array has no property `trackingNumber` | its items have it: `steps.shipments.map(item => item.trackingNumber)`',
  ]);
});

test("mistakes in quoted and folded YAML", () => {
  expect(mistakes("bad/documents.yaml")).toEqual([
    'GF4001 155:28 "modle" `input` has no property `modle` | did you mean `model`?',
    'GF3002 161:22 "lowst" workflow `process` has no step `lowst` | did you mean `lowest`?',
    'GF4008 162:19 "input.model === 3" this comparison always comes out the same: `string | undefined` and `3` have no value in common | compare with a value that can occur, or leave the comparison out',
  ]);
});

test("a circle, a name that hides another, and a way to code", () => {
  expect(mistakes("bad/etl.json")).toEqual([
    'GF2006 4:11 "\\"sales-etl\\"" `sales-etl` is not a name | did you mean `salesEtl` or `sales_etl`?',
    'GF3007 30:65 "loaded" these steps wait for each other: sources -> loaded -> clean -> extracted -> sources | `sources` waits for `loaded` here',
    'GF4219 33:78 "input" the parameter `input` hides what `input` means elsewhere | rename the parameter, for example to `item`',
    'GF4214 33:161 "constructor" `constructor` leads from data to code, and expressions know only data | if the data really has such a key, read it in a task',
    'GF1001 43:32 "\\"otel.yaml\\"" there is no file `bad/otel.yaml` | named here',
  ]);
});

test("mistakes of the shape alone", () => {
  expect(mistakes("bad/schema.json")).toEqual([
    'GF2002 1:1 "{" `version` is missing | needs `version`',
    'GF2001 18:68 "\\"maxAttempts\\"" unknown key `maxAttempts` | did you mean `maximumAttempts`?',
    'GF2005 18:105 "200" `200` is not a duration | did you mean `"200ms"`?',
    'GF2005 28:48 "\\"15 sec\\"" `"15 sec"` is not a duration | did you mean `"15s"`?',
    'GF2006 41:9 "\\"check-fraud\\"" `check-fraud` is not a name | did you mean `checkFraud` or `check_fraud`?',
    'GF2001 43:20 "\\"compensateWith\\"" unknown key `compensateWith` | did you mean `compensate`?',
    'GF2001 49:90 "\\"maxConcurency\\"" unknown key `maxConcurency` | did you mean `maxConcurrency`?',
    'GF2003 49:107 "\\"4\\"" `maxConcurrency` must be a whole number, not a string | expected a whole number',
    'GF2001 66:5 "\\"exporter\\"" unknown key `exporter` | did you mean `exporters`?',
    'GF2004 66:27 "\\"otlp-grpc\\"" `type` cannot be `"otlp-grpc"` | did you mean `"otlpgrpc"`?',
  ]);
});
