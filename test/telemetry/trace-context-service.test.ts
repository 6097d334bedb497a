import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { otlpHttpTraces } from "../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";
import { startTraceContextService } from "./trace-context-service.ts";
import type { TraceContextService } from "./trace-context-service.ts";

const TRACE_ID = "12345678901234567890123456789012";
const PARENT_ID = "1234567890123456";
const PARENT = `00-${TRACE_ID}-${PARENT_ID}-01`;

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

let receiver: OtlpReceiver;
let service: TraceContextService;
const received: Headers[] = [];
const callback = createServer((incoming, response) => {
  received.push(incoming.headers);
  void json(incoming).then(() => response.end("null"));
});

beforeAll(async () => {
  receiver = await startReceiver();
  await new Promise<void>((resolve) => callback.listen(0, "127.0.0.1", resolve));
  service = await startTraceContextService([otlpHttpTraces({ endpoint: receiver.httpUrl })]);
});

afterAll(async () => {
  await service.close();
  callback.close();
  await receiver.close();
});

beforeEach(() => {
  received.length = 0;
});

/** Asks the service for some calls, and returns the headers that they came with. */
async function ask(headers: Readonly<Record<string, string | string[]>>, calls = 1): Promise<readonly Headers[]> {
  const url = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/`;
  const body = JSON.stringify(Array.from({ length: calls }, () => ({ url, arguments: [] })));
  await new Promise<void>((resolve, reject) => {
    request(service.url, { method: "POST", headers, agent: false }, (response) => {
      response.resume().on("end", resolve);
    })
      .on("error", reject)
      .end(body);
  });
  return received;
}

function traceIdOf(headers: Headers | undefined): string | undefined {
  return String(headers?.["traceparent"]).split("-")[1];
}

test("a parent that comes over HTTP is the parent of the run, and its tasks pass it on", async () => {
  const headers = await ask({ TraceParent: ` ${PARENT}\t`, tracestate: ["foo=1,bar=2", "", "rojo=3"] }, 3);
  expect(headers.map(traceIdOf)).toEqual([TRACE_ID, TRACE_ID, TRACE_ID]);
  expect(headers.map(({ tracestate }) => tracestate)).toEqual(Array(3).fill("foo=1,bar=2,rojo=3"));
  const senders = headers.map(({ traceparent }) => String(traceparent).split("-")[2]);

  await expect.poll(() => receiver.spans.filter(({ name }) => name === "workflow test")).toHaveLength(1);
  const run = receiver.spans.find(({ name }) => name === "workflow test");
  expect(run).toMatchObject({ traceId: TRACE_ID, parentSpanId: PARENT_ID });
  const tasks = receiver.spans.filter(({ name }) => name === "task call");
  expect(tasks.map(({ spanId }) => spanId).toSorted()).toEqual(senders.toSorted());
});

test("two parents are none: a new trace begins, with a random id", async () => {
  const other = PARENT.replace(TRACE_ID, "a".repeat(32));
  const [headers] = await ask({ traceparent: [PARENT, other], tracestate: "foo=1" });
  expect([TRACE_ID, "a".repeat(32)]).not.toContain(traceIdOf(headers));
  expect(headers?.["traceparent"]).toMatch(/-03$/);
  expect(headers?.["tracestate"]).toBeUndefined();
});

test("a malformed tracestate is not passed on; that the id is random is, though the SDK does not know", async () => {
  const [headers] = await ask({ traceparent: PARENT.replace(/01$/, "02"), tracestate: "foo=1,FOO=2" });
  expect(headers).toMatchObject({ traceparent: expect.stringMatching(`^00-${TRACE_ID}-.{16}-02$`) });
  expect(headers?.["tracestate"]).toBeUndefined();
});
