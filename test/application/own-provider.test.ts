import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { install, packPackages } from "../support/pack.ts";
import { runProcess } from "../support/process.ts";
import { readReadme } from "../support/readme.ts";
import { GEN_FLOWS } from "../support/repository.ts";

/** An application that has traced itself for long, with the SDK before ours. */
const APPLICATION = `
import { trace } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { welcome } from "./flows/generated/index.ts";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ "service.name": "application" }),
  spanProcessors: [new SimpleSpanProcessor(exporter)],
});
provider.register();

const { texts } = await trace.getTracer("application").startActiveSpan("GET /welcome", async (request) => {
  const answer = await welcome.run({ names: ["Ada", "Grace"] });
  request.end();
  return answer;
});

const spans = exporter.getFinishedSpans();
const nameOf = (id: string | undefined) => spans.find((span) => span.spanContext().spanId === id)?.name ?? "-";
console.log(
  JSON.stringify({
    texts,
    traces: new Set(spans.map((span) => span.spanContext().traceId)).size,
    services: [...new Set(spans.map((span) => span.resource.attributes["service.name"]))],
    spans: spans.map((span) => \`\${span.instrumentationScope.name}: \${span.name} < \${nameOf(span.parentSpanContext?.spanId)}\`),
    lengths: spans.flatMap((span) => span.attributes["greeting.length"] ?? []),
  }),
);
`;

let folder: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "gen-flows-application-")));
  const { runtime } = await packPackages();
  const readme = readReadme();
  const spec = { ...(JSON.parse(readme.spec) as object), telemetry: { provider: "adopt" } };
  write("package.json", JSON.stringify({ name: "application", private: true, type: "module" }));
  write("tsconfig.json", JSON.stringify({ compilerOptions: { module: "nodenext", rewriteRelativeImportExtensions: true } }));
  write("flows.json", JSON.stringify(spec));
  write("src/flows/tasks/greet.ts", readme.handler.replaceAll(".js", ".ts"));
  write("src/main.ts", APPLICATION);
  await install(folder, [
    runtime.tarball,
    "@opentelemetry/api@1.9.0",
    "@opentelemetry/resources@2",
    "@opentelemetry/sdk-trace-node@2",
  ]);
  expect(await runProcess([GEN_FLOWS, "flows.json"], { cwd: folder })).toMatchObject({ code: 0 });
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("its packages stay what they are: one copy of the API, of version 1.9, and the SDK of before", () => {
  const versionOf = (name: string): string => {
    const manifest = readFileSync(join(folder, "node_modules/@opentelemetry", name, "package.json"), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  };

  expect(versionOf("api")).toBe("1.9.0");
  expect(["core", "resources", "sdk-trace-node"].map(versionOf)).toEqual(Array(3).fill(expect.stringMatching(/^2\./)));
  expect(existsSync(join(folder, "node_modules/@gen-flows/runtime/node_modules"))).toBe(false);
});

test("the application's own exporter receives the spans of a workflow, below the span of its request", async () => {
  const { code, stdout, stderr } = await runProcess(["src/main.ts"], { cwd: folder });

  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    texts: ["Hello, Ada!", "Hello, Grace!"],
    traces: 1,
    services: ["application"],
    spans: [
      "greetings: task greet < forEach greetings",
      "greetings: task greet < forEach greetings",
      "greetings: forEach greetings < workflow welcome",
      "greetings: workflow welcome < GET /welcome",
      "application: GET /welcome < -",
    ],
    lengths: ["Hello, Ada!".length, "Hello, Grace!".length],
  });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
