import { Agent, request } from "node:http";
import { join } from "node:path";
import type { OtlpReceiver } from "../otlp-receiver.ts";
import { startServer } from "./server-process.ts";

/** What became of a run, or of a request that concerns it. */
export type Answer<Value = unknown> =
  | { readonly value: Value; readonly error?: never }
  | { readonly value?: never; readonly error: { readonly name: string; readonly message: string; readonly data?: unknown } };

/** A process that calls workflows through their generated client. With the embedded engine, they run in it. */
export interface Caller extends AsyncDisposable {
  start(workflow: string, run: string, input: unknown): Promise<Answer<{ readonly traceId: string }>>;
  result(workflow: string, run: string): Promise<Answer>;
  cancel(workflow: string, run: string): Promise<Answer>;
  signal(workflow: string, run: string, name: string, payload: unknown): Promise<Answer>;
  describe(workflow: string, run: string): Promise<Answer<Readonly<Record<string, unknown>>>>;
  /** Ends it with SIGTERM; what it had to send has been sent then. */
  stop(): Promise<void>;
}

export interface CallerOptions {
  /** The folder of the project. */
  readonly cwd: string;
  /** The module that exports `createFlows`, such as `src/flows/generated/temporal/client.ts`. */
  readonly module: string;
  readonly receiver?: OtlpReceiver;
  readonly environment?: Readonly<Record<string, string>>;
}

type Parameters = Readonly<Record<string, string>>;

/** The span that signals come from, as `traceparent`. */
export const SENDER = `00-${"ab".repeat(16)}-${"cd".repeat(8)}-01`;

/** Starts it. Resolves when it listens. */
export async function startCaller({ cwd, module, receiver, environment }: CallerOptions): Promise<Caller> {
  const telemetry = receiver && { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.grpcUrl, OTEL_BSP_SCHEDULE_DELAY: "200" };
  let url = "";
  const control = await startServer({
    name: "The caller",
    program: process.execPath,
    arguments: ["--no-warnings", join(import.meta.dirname, "control.ts"), join(cwd, module)],
    cwd,
    environment: { ...telemetry, ...environment },
    ready: (log) => {
      url = /^listening on (.*)$/m.exec(log)?.[1] ?? "";
      return url !== "";
    },
  });
  // The answer to `result` may take longer than `fetch` waits for headers.
  const agent = new Agent({ keepAlive: true });
  const ask = (path: string, parameters: Parameters, body?: unknown, headers: Parameters = {}): Promise<never> => {
    const { promise, resolve, reject } = Promise.withResolvers<never>();
    const target = `${url}/${path}?${new URLSearchParams(parameters)}`;
    const asked = request(target, { method: "POST", agent, headers }, (response) => {
      response.toArray().then((chunks) => resolve(JSON.parse(chunks.join("")) as never), reject);
    });
    asked.once("error", reject);
    asked.end(body === undefined ? "" : JSON.stringify(body));
    return promise;
  };
  const stop = async (): Promise<void> => {
    await control.stop();
    agent.destroy();
  };
  return {
    start: (workflow, run, input) => ask("start", { workflow, run }, input),
    result: (workflow, run) => ask("result", { workflow, run }),
    cancel: (workflow, run) => ask("cancel", { workflow, run }),
    signal: (workflow, run, name, payload) => ask("signal", { workflow, run, name }, payload, { traceparent: SENDER }),
    describe: (workflow, run) => ask("describe", { workflow, run }),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
