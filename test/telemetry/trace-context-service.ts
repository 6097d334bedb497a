import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { trace } from "@opentelemetry/api";
import { embedded } from "../../runtime/src/index.ts";
import { defineTelemetry } from "../../runtime/src/telemetry/index.ts";
import type { SpanExporterDefinition } from "../../runtime/src/telemetry/index.ts";
import { task } from "../../runtime/src/workflow/index.ts";
import { application, ONCE, workflow } from "../runtime/fixtures/flows.ts";
import { boundTask } from "../runtime/fixtures/traced-task.ts";

/** What the W3C harness asks for: a POST to `url`, with `arguments` as its body. */
interface Call {
  readonly url: string;
  readonly arguments: unknown;
}

const call = task<Call, null>({ name: "call", startToCloseTimeout: 10_000, retry: ONCE });

const calls = workflow<readonly Call[], void>((flow, input) => {
  flow.step("calls", [], () => flow.forEach(input, { maxConcurrency: 4 }, (each) => call(each)));
  return flow.join();
});

const tasks = {
  call: boundTask<Call, null>("call", async (input, { carrier }) => {
    const body = JSON.stringify(input.arguments);
    await fetch(input.url, { method: "POST", body, headers: { ...carrier, "content-type": "application/json" } });
    return null;
  }),
};

export interface TraceContextService {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The service that the W3C Trace Context harness tests: a request starts a run whose parent comes with its headers,
 * and every task of the run passes its context on to whomever it calls.
 *
 * @see https://github.com/w3c/trace-context/tree/main/test
 */
export async function startTraceContextService(
  exporters: readonly SpanExporterDefinition[],
): Promise<TraceContextService> {
  const telemetry = defineTelemetry({ serviceName: "trace-context", exporters });
  const flows = embedded(application({ telemetry, tracer: trace.getTracer("trace-context") }), tasks).client({ workflow: calls });

  async function answer(request: IncomingMessage): Promise<void> {
    const wanted = (await json(request)) as readonly Call[];
    await flows.run(wanted, { carrier: request.headers });
  }

  const server = createServer((request, response) => {
    answer(request).then(
      () => response.setHeader("content-type", "application/json").end("null"),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/test`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await telemetry.shutdown();
    },
  };
}
