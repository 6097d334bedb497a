import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { GEN_FLOWS, TSC } from "../support/repository.ts";
import { topology } from "../support/topology.ts";
import { generateGreetings, SPEC } from "./greetings.ts";
import { saidOf } from "./page.ts";
import { HANDLER_WITH_OBJECT, PROGRAMS, SPECS } from "./programs.ts";

const RUN = ["task greet < workflow welcome", "workflow welcome < -"];

let receiver: OtlpReceiver;
/** Its telemetry is that of the spec. */
let owned: GeneratedProject;
/** Its telemetry is that of the application, which makes the mistakes. */
let adopting: GeneratedProject;

beforeAll(async () => {
  receiver = await startReceiver();
  owned = generateGreetings(SPEC.telemetry, { ...PROGRAMS, ...SPECS });
  adopting = generateGreetings({ provider: "adopt" }, PROGRAMS);
});

afterAll(async () => {
  await receiver.close();
  owned.remove();
  adopting.remove();
});

describe("G1: the provider is not registered", () => {
  test("generated code registers it", async () => {
    const { ended, spans } = await run(owned, "plain.ts");

    expect(ended).toMatchObject({ code: 0, stdout: "Hello, Ada!\n", stderr: "" });
    expect(topology(spans)).toEqual(RUN);
  });

  test("an application that has made a provider and forgotten to register it is told", async () => {
    const { ended, spans } = await run(adopting, "unregistered.ts");

    expect(ended).toMatchObject({ code: 0, stdout: "Hello, Ada!\n", stderr: says(saidOf("G1")[0]) });
    expect(spans).toEqual([]);
  });

  test("an application whose provider comes too late is told", async () => {
    const { ended, spans } = await run(owned, "too-late.ts");

    expect(ended).toMatchObject({ code: 0, stdout: "Hello, Ada!\n", stderr: says(saidOf("G1")[1]) });
    expect(topology(spans)).toEqual(RUN);
  });
});

test("G2: a simple processor in production is found", async () => {
  expect(await check("simple.json")).toEqual({ codes: ["GF9012"], text: containing(saidOf("G2")) });
});

describe("G3: the process ends before the queue is empty", () => {
  test("by hand, everything is lost", async () => {
    const { ended, spans } = await run(owned, "by-hand.ts");

    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(spans).toEqual([]);
  });

  test.each(["plain.ts", "detached.ts"])("%s ends without a word to its telemetry, and all is sent", async (program) => {
    const { ended, spans } = await run(owned, program);

    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(topology(spans)).toEqual(expect.arrayContaining(["task greet < workflow welcome"]));
  });

  test("SIGTERM in the middle of a run: what was done is sent, and what was not is shown as ended", async () => {
    const sent = receiver.spans.length;
    const running = startProcess(["waiting.ts"], { cwd: owned.folder, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl } });
    await running.line("waiting");
    running.kill("SIGTERM");

    expect(await running.ended).toMatchObject({ signal: "SIGTERM" });
    expect(topology(receiver.spans.slice(sent)).filter((line) => !line.startsWith("gen_flows."))).toEqual(RUN);
  });

  test("what process.exit() leaves behind is counted", async () => {
    const { ended } = await run(owned, "exit.ts");

    expect(ended).toMatchObject({ code: 0, stderr: says(saidOf("G3")[0]) });
  });
});

describe("G4: attributes of a wrong type", () => {
  test("a handler with one does not compile", async () => {
    const checked = await runProcess([TSC, "--pretty", "false", "--skipLibCheck", "--rootDir", "/"], { cwd: owned.folder });
    expect(checked).toMatchObject({ code: 0, stdout: "" });

    const mistaken = generateGreetings(SPEC.telemetry, { "src/flows/tasks/greet.ts": HANDLER_WITH_OBJECT });
    const { stdout } = await runProcess([TSC, "--pretty", "false", "--skipLibCheck", "--rootDir", "/"], { cwd: mistaken.folder });
    mistaken.remove();
    expect(stdout).toBe(`src/flows/tasks/greet.ts(4,36): ${saidOf("G4")[0]?.join("\n")}\n`);
  });

  test("an expression of the spec with one is an error", async () => {
    expect(await check("object.json")).toEqual({ codes: ["GF4012"], text: containing(saidOf("G4").slice(1)) });
  });
});

test("G5: the API without an SDK is told where the SDK is the application's", async () => {
  const { ended, spans } = await run(adopting, "plain.ts");

  expect(ended).toMatchObject({ code: 0, stdout: "Hello, Ada!\n", stderr: says(saidOf("G1")[0]) });
  expect(spans).toEqual([]);
});

test("G6: values in the names of spans are found", async () => {
  expect(await check("expression-in-name.json")).toEqual({ codes: ["GF2015"], text: containing(saidOf("G6").slice(0, 1)) });
  expect(await check("value-in-name.json")).toEqual({ codes: ["GF9001"], text: containing(saidOf("G6").slice(1)) });
});

describe("G7: the port of the other protocol", () => {
  test("is told over HTTP, with the protocol that is spoken there", async () => {
    const { ended, spans } = await run(owned, "plain.ts", { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.grpcUrl });

    expect(ended).toMatchObject({ code: 0, stdout: "Hello, Ada!\n", stderr: says(saidOf("G7")[0]) });
    expect(spans).toEqual([]);
  });

  test("is told over gRPC too", async () => {
    const { ended } = await run(owned, "plain.ts", { OTEL_TRACES_EXPORTER: "otlp", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" });

    expect(ended).toMatchObject({ code: 0, stdout: "Hello, Ada!\n", stderr: says(saidOf("G7")[1]) });
  });
});

describe("G8: an error and its exception", () => {
  test.each(["thrown", "recorded", "handled by hand"])("%s: both are there once, and further up only the error", async (how) => {
    const { ended, spans } = await run(owned, "failing.ts", {}, how);

    expect(ended.code).toBe(1);
    const shown = spans.map(({ name, status, events }) => [name, status, events.map((event) => event.name)] as const);
    expect(shown.toSorted()).toEqual([
      ["task greet", "error", ["exception"]],
      ["workflow welcome", "error", []],
    ]);
    expect(spans.find(({ name }) => name === "task greet")).toMatchObject({
      statusMessage: "no greeting today",
      events: [{ attributes: { "exception.type": "RangeError", "exception.message": "no greeting today" } }],
    });
  });
});

/** Runs a program to its end. */
async function run(
  { folder }: GeneratedProject,
  program: string,
  environment: Readonly<Record<string, string>> = {},
  ...words: readonly string[]
): Promise<{ readonly ended: Ended; readonly spans: readonly ReceivedSpan[] }> {
  const sent = receiver.spans.length;
  const ended = await runProcess(["--no-warnings", program, ...words], {
    cwd: folder,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl, ...environment },
  });
  return { ended, spans: receiver.spans.slice(sent) };
}

/** What the command line says of a spec: the codes of its diagnostics, and all of it. */
async function check(spec: string): Promise<{ readonly codes: readonly string[]; readonly text: string }> {
  const { stderr } = await runProcess([GEN_FLOWS, spec, "--dry-run"], { cwd: owned.folder });
  return { codes: [...stderr.matchAll(/^\w+\[(GF\d+)\]/gm)].map(([, code = ""]) => code), text: stderr };
}

/** Matches what is the same as a line of the page, but for the address of the collector. */
function says(lines: readonly string[] = []): string {
  const line = lines[0] ?? "";
  const url = line.includes("it speaks HTTP/2") ? receiver.grpcUrl : receiver.httpUrl;
  return `${line.replace(/http:\/\/localhost:\d+/, url)}\n`;
}

/** Matches text with all these lines in it. */
function containing(blocks: readonly (readonly string[])[]): unknown {
  const lines = blocks.flat().map((line) => line.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return expect.stringMatching(new RegExp(lines.join("[^]*")));
}
