import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyExample } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../support/process.ts";
import type { Ended } from "../support/process.ts";
import { GEN_FLOWS, TSC } from "../support/repository.ts";
import { spanLabelled, topology } from "../support/topology.ts";

const HOUR = 3_600_000;

/** What became of a document. */
interface Followed {
  readonly name: string;
  readonly traceId: string;
  readonly output?: unknown;
  readonly error?: string;
  /** Whether a person was asked. */
  readonly asked: boolean;
  /** Milliseconds, by the clock that was given. */
  readonly took: number;
}

let example: ExampleCopy;
let receiver: OtlpReceiver;

beforeAll(async () => {
  example = copyExample("documents");
  receiver = await startReceiver();
  expect(await run(GEN_FLOWS, "flows.yaml")).toMatchObject({ code: 0 });
});

afterAll(async () => {
  await receiver.close();
  example.remove();
});

function run(...words: readonly string[]): Promise<Ended> {
  return runProcess(words, { cwd: example.folder, environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl } });
}

test("the handlers and the server type-check with the code that is generated for them", async () => {
  expect(await run(TSC, "--noEmit", "--rootDir", "/")).toMatchObject({ code: 0, stdout: "" });
});

describe("documents whose runs last days, by a clock that is told the time", () => {
  let followed: ReadonlyMap<string, Followed>;

  beforeAll(async () => {
    const ended = await run("src/rehearsal.ts");
    expect(ended).toMatchObject({ code: 0 });
    const lines = ended.stdout.trim().split("\n").map((line) => JSON.parse(line) as Followed);
    followed = new Map(lines.map((line) => [line.name, line]));
  });

  test.each([
    ["sure", { output: { outcome: "archived", archiveId: "auto: 0.95 1" }, asked: false, took: 0 }],
    ["approved", { output: { outcome: "archived", archiveId: "ada: 0.95 0.4" }, asked: true, took: 5 * HOUR + HOUR / 6 }],
    ["rejected", { output: { outcome: "rejected" }, asked: true, took: 71 * HOUR }],
    ["timed-out", { output: { outcome: "timedOut" }, asked: true, took: 72 * HOUR }],
    ["early", { output: { outcome: "archived", archiveId: "bob: 0.2" }, asked: true, took: HOUR / 6 }],
    ["filtered", { error: "ContentFiltered", asked: false, took: 0 }],
    ["busy", { output: { outcome: "archived", archiveId: "auto: busy" }, asked: false, took: HOUR / 6 }],
    ["cancelled", { error: "CancelledError", asked: true, took: HOUR }],
  ])("%s", (name, expected) => {
    expect(followed.get(name)).toMatchObject(expected);
  });

  test("one trace holds the wait for the person, what ended it, and the rest that followed", () => {
    expect(topology(spansOf("approved"))).toEqual([
      "chat[0] < forEach pages",
      "chat[1] < forEach pages",
      "forEach pages < workflow process",
      "gen_flows.workflow.started < workflow process",
      "sleep cooling < workflow process",
      "submit process < -",
      "task archive < workflow process (depends_on:forEach pages, depends_on:wait review, depends_on:sleep cooling)",
      "task askReviewer < workflow process",
      "task ocr < workflow process",
      "wait review < workflow process (depends_on:forEach pages, depends_on:task askReviewer)",
      "workflow process < submit process",
    ]);
  });

  test("a wait says what ended it, if it was not its signal", () => {
    expect(spanLabelled(spansOf("timed-out"), "wait review")).toMatchObject({
      status: "unset",
      attributes: { "gen_flows.wait.result": "timeout", "gen_flows.step.id": "review" },
    });
    expect(spanLabelled(spansOf("cancelled"), "wait review")).toMatchObject({
      status: "unset",
      attributes: { "gen_flows.wait.result": "cancelled" },
    });
    expect(spanLabelled(spansOf("rejected"), "wait review").attributes).not.toHaveProperty(["gen_flows.wait.result"]);
  });

  test("an error that the spec declares is retried, or not, as it says", () => {
    const attempts = (name: string): number => spansOf(name).filter(({ name: span }) => span === "chat").length;
    expect(attempts("busy")).toBe(3);
    const failed = spansOf("filtered").filter(({ attributes }) => attributes["error.type"] === "ContentFiltered");
    expect(failed.map(({ name }) => name)).toEqual(expect.arrayContaining(["chat", "forEach pages", "workflow process"]));
    expect(failed.filter(({ name }) => name === "chat")).toHaveLength(1);
  });

  function spansOf(name: string): readonly ReceivedSpan[] {
    return receiver.spans.filter(({ traceId }) => traceId === followed.get(name)?.traceId);
  }
});

test("a person decides over HTTP, in the trace of whoever decided", async () => {
  const archive = mkdtempSync(join(tmpdir(), "gen-flows-archive-"));
  const server = startProcess(["src/main.ts", "0"], {
    cwd: example.folder,
    environment: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.httpUrl, ARCHIVE_DIRECTORY: archive },
  });
  try {
    const url = `http://127.0.0.1:${/port: (\d+)/.exec(await server.line("Listening on"))?.[1]}`;
    const uri = pathToFileURL(join(example.folder, "inbox/invoice.txt")).href;
    const started = (await (await post(`${url}/documents`, { uri })).json()) as { readonly run: string; readonly trace: string };
    const output = await (await fetch(`${url}/documents/${started.run}`)).json();
    expect(output).toMatchObject({ outcome: "archived" });
    const [entry] = readdirSync(archive);
    expect(JSON.parse(readFileSync(join(archive, entry ?? ""), "utf8"))).toMatchObject({
      approvedBy: "auto",
      fields: [{ Invoice: "2026-113", Customer: "Ada Lovelace", Total: "120.50" }],
    });

    const doubtful = pathToFileURL(join(example.folder, "inbox/scribble.txt")).href;
    const question = server.line(`${doubtful}: only 33 % sure`);
    const waiting = (await (await post(`${url}/documents`, { uri: doubtful })).json()) as { readonly run: string };
    await question;
    expect((await post(`${url}/reviews/${waiting.run}`, { approved: "perhaps", reviewer: "ada" })).status).toBe(400);
    expect((await post(`${url}/reviews/nobody`, { approved: true, reviewer: "ada" })).status).toBe(404);
    const traceparent = `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01`;
    expect((await post(`${url}/reviews/${waiting.run}`, { approved: false, reviewer: "ada" }, { traceparent })).status).toBe(200);
    expect(await (await fetch(`${url}/documents/${waiting.run}`)).json()).toEqual({ outcome: "rejected" });
    expect((await post(`${url}/reviews/${waiting.run}`, { approved: true, reviewer: "ada" })).status).toBe(409);
  } finally {
    server.kill("SIGTERM");
    await server.ended;
    rmSync(archive, { recursive: true });
  }
  const wait = receiver.spans.findLast(({ name }) => name === "wait review");
  expect(wait?.links).toContainEqual({
    traceId: "ab".repeat(16),
    spanId: "cd".repeat(8),
    attributes: { "gen_flows.link": "signalled_by" },
  });
});

function post(url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { method: "POST", body: JSON.stringify(body), headers });
}
