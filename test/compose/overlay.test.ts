import { expect, test } from "vitest";
import { layOver } from "../../generator/compose/lay-over.ts";
import { toPlain } from "../../generator/source/plain.ts";
import { loadWell } from "../source/loading.ts";
import { compileFiles, relatedPlaces } from "./compiling.ts";
import type { Compiled } from "./compiling.ts";

const SPEC = `specVersion: 1
name: shop
version: 1.0.0
defaults: { task: { startToCloseTimeout: 7s, retry: { maximumAttempts: 2, initialInterval: 10ms } } }
tasks: { ping: {} }
workflows: { run: { steps: { one: { task: ping } } } }
telemetry:
  exporters: [{ type: otlphttp, endpoint: "http://localhost:4318" }, { type: console }]
  sampler: { type: parentbased_traceidratio, ratio: 0.1 }
  resource: { attributes: { stage: dev, region: eu } }
`;

function laidOver(...overlays: readonly string[]): Compiled {
  const files = Object.fromEntries(overlays.map((text, index) => [`overlay${index + 1}.yaml`, text]));
  return compileFiles({ "flows.yaml": SPEC, ...files }, { overlays: Object.keys(files) });
}

test("objects are merged, lists and other values replaced", () => {
  const { file, problems } = laidOver(`
telemetry:
  exporters: [{ type: otlpgrpc }]
  sampler: { ratio: 0.5 }
  resource: { attributes: { stage: production } }
defaults: { task: { retry: { maximumAttempts: 9 } } }
`);
  expect(problems).toEqual([]);
  const telemetry = file("generated/telemetry.ts");
  expect(telemetry).toContain("exporters: [\n    otlpGrpcTraces(),\n  ],");
  expect(telemetry).toContain('sampler: { type: "parentbased_traceidratio", ratio: 0.5 },');
  expect(telemetry).toMatch(/stage: "production",\s+region: "eu",/);
  const contracts = file("generated/contracts.ts");
  expect(contracts).toContain("startToCloseTimeout: 7000,");
  expect(contracts).toMatch(/maximumAttempts: 9,\n\s+initialInterval: 10,/);
});

test("`null` takes a key out, and is nothing where there is none", () => {
  const { file, problems } = laidOver(
    "telemetry: { exporters: null, sampler: null, resource: { attributes: { region: null } }, processor: { type: batch, maxQueueSize: null } }\ndefaults: null\n",
  );
  expect(problems).toEqual([]);
  const telemetry = file("generated/telemetry.ts");
  expect(telemetry).toContain("exporters: [],");
  expect(telemetry).not.toMatch(/sampler|region|maxQueueSize|null/);
  expect(telemetry).toContain('stage: "dev"');
  expect(file("generated/contracts.ts")).toContain("startToCloseTimeout: 60_000,");
});

test("`null` in a configuration of OpenTelemetry is a value", () => {
  const spec = loadWell("flows.yaml", "telemetry: { config: { disabled: true, tracer_provider: { limits: {}, sampler: { always_off: {} } } } }");
  const overlay = loadWell("prod.yaml", "telemetry: { config: { tracer_provider: { limits: null, sampler: { always_on: null } } } }");
  expect(toPlain(layOver(spec, overlay))).toEqual({
    telemetry: { config: { disabled: true, tracer_provider: { limits: null, sampler: { always_off: {}, always_on: null } } } },
  });
  expect(toPlain(layOver(spec, loadWell("prod.yaml", "telemetry: { config: null }")))).toEqual({ telemetry: {} });
});

test("of several overlays the last one wins", () => {
  const { file, problems } = laidOver(
    "telemetry: { sampler: { ratio: 0.5 }, resource: { attributes: { stage: one, zone: a } } }\n",
    "telemetry: { sampler: { ratio: 0.7 }, resource: { attributes: { stage: two } } }\n",
  );
  expect(problems).toEqual([]);
  expect(file("generated/telemetry.ts")).toContain("ratio: 0.7");
  expect(file("generated/telemetry.ts")).toMatch(/stage: "two",\s+region: "eu",\s+zone: "a",/);
});

test("an overlay counts for the digest", () => {
  const digests = [laidOver(), laidOver("telemetry: {}\n"), laidOver("telemetry: { serviceName: other }\n")].map(
    ({ projects }) => projects[0]?.program.digest,
  );
  expect(new Set(digests).size).toBe(3);
});

test("mistakes in an overlay are reported there, each once", () => {
  const { problems } = laidOver(`telemetry:
  sampelr: { ratio: 0.2 }
  resource: { attrs: null }
  exporters: [{ type: otlphttp, timeout: 5 }]
  processor: { type: batch, maxQueueSize: 0 }
defaults: { task: { retry: { maximumAttempts: many } } }
`);
  expect(problems).toEqual([
    'overlay1.yaml GF2001 2:3 "sampelr" unknown key `sampelr`',
    'overlay1.yaml GF2001 3:15 "attrs" unknown key `attrs`',
    'overlay1.yaml GF2005 4:42 "5" `5` is not a duration',
    'overlay1.yaml GF2008 5:43 "0" `maxQueueSize` must be at least 1, not 0',
    'overlay1.yaml GF2003 6:47 "many" `maximumAttempts` must be a whole number, not a string',
  ]);
});

test.each(["specVersion: 1", "name: other", "tasks: {}", "workflows: {}", "output: { directory: lib }", "lint: {}"])(
  "an overlay cannot say `%s`",
  (member) => {
    const key = member.replace(/:.*/, "");
    const { diagnostics, problems, projects } = laidOver(`${member}\n`);
    expect(problems).toEqual([`overlay1.yaml GF2102 1:1 "${key}" an overlay cannot change \`${key}\``]);
    expect(diagnostics[0]?.label).toBe("only `telemetry` and `defaults` can be laid over a spec");
    expect(projects).toEqual([]);
  },
);

test("what the spec says and the overlay makes meaningless is shown with the overlay, and how to take it out", () => {
  const { diagnostics, problems } = laidOver("telemetry: { sampler: { type: always_on } }\n");
  expect(problems).toEqual(['flows.yaml GF2011 9:46 "ratio" `ratio` does not go with `type: always_on`']);
  expect(diagnostics.map(relatedPlaces)).toEqual([["overlay1.yaml:1:25 because of this"]]);
  expect(diagnostics[0]?.help).toEqual(["write `ratio: null` in `overlay1.yaml` to take it out"]);
  expect(laidOver("telemetry: { sampler: { type: always_on, ratio: null } }\n").problems).toEqual([]);
});

test("what an overlay adds has to be whole", () => {
  const { problems } = compileFiles(
    { "flows.yaml": SPEC.replace(/ {2}sampler: .*\n/, ""), "prod.yaml": "telemetry: { sampler: { ratio: 0.5 } }\n" },
    { overlays: ["prod.yaml"] },
  );
  expect(problems).toEqual(['prod.yaml GF2002 1:14 "sampler" `type` is missing']);
});

test("an overlay is laid over each of several specs, and what is wrong with it is said once", () => {
  const files = {
    "one.yaml": SPEC,
    "two.yaml": "specVersion: 1\nname: other\nversion: 1.0.0\noutput: { directory: two }\ntelemetry: { sampler: { type: traceidratio, ratio: 1 } }\n",
  };
  const specs = Object.keys(files);
  const good = compileFiles({ ...files, "o.json": '{ "telemetry": { "sampler": { "ratio": 0.25 } } }' }, { specs, overlays: ["o.json"] });
  expect(good.problems).toEqual([]);
  const telemetry = good.projects.map(({ files: made }) => made.find(({ path }) => path === "generated/telemetry.ts")?.text);
  expect(telemetry).toEqual([
    expect.stringContaining('"parentbased_traceidratio", ratio: 0.25'),
    expect.stringContaining('"parentbased_traceidratio", ratio: 0.25'),
  ]);
  const bad = compileFiles({ ...files, "o.json": '{ "telemetry": { "sampler": { "ratio": 25 } } }' }, { specs, overlays: ["o.json"] });
  expect(bad.problems).toEqual([expect.stringMatching(/^o\.json GF2008 1:40 "25"/)]);
});
