import { expect, test } from "vitest";
import { toPlain } from "../../generator/source/plain.ts";
import { validate } from "../../generator/validate/validate.ts";
import { describe as show, loadWell } from "../source/loading.ts";
import { check, checkLines, specText } from "./checking.ts";

test.each(["checkout.json", "documents.json", "documents.yaml", "etl.json"])("%s is fine", (name) => {
  const root = loadWell(name, specText(name));
  const { value, diagnostics } = validate(root);
  expect(diagnostics.map(show)).toEqual([]);
  expect(value).toBe(root);
});

test("both formats of a spec mean the same", () => {
  const [json, yaml] = ["documents.json", "documents.yaml"].map((name) => toPlain(loadWell(name, specText(name))));
  expect(yaml).toEqual(json);
});

test("mistakes of other stages are none of the shape", () => {
  expect(checkLines("checkout.json", specText("bad/checkout.json"))).toEqual([]);
  expect(checkLines("documents.yaml", specText("bad/documents.yaml"))).toEqual([]);
  expect(checkLines("etl.json", specText("bad/etl.json"))).toEqual([
    'GF2006 4:11 "\\"sales-etl\\"" `sales-etl` is not a name',
  ]);
});

test("all mistakes of a spec are reported in one run, each once", () => {
  const diagnostics = check("flows.json", specText("bad/schema.json"));
  expect(diagnostics.map((diagnostic) => `${show(diagnostic)} | ${diagnostic.label}`)).toEqual([
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
  expect(diagnostics[8]?.help).toEqual(["`exporters` is a list: put the value into `[ ]`"]);
});

test("the stages behind get a spec in which mistyped keys have their right names", () => {
  const { value } = validate(loadWell("flows.json", specText("bad/schema.json")));
  expect(toPlain(value)).toMatchObject({
    defaults: { task: { retry: { maximumAttempts: 5 } } },
    workflows: { checkout: { steps: { stock: { compensate: { task: "releaseStock" } } } } },
    telemetry: { exporters: [{ type: "otlp-grpc" }] },
  });
});
