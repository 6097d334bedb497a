import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ScheduledWorkflowClient, WorkflowClient } from "../../runtime/src/engines/client.ts";
import type { TemporalWorker } from "../../runtime/src/engines/temporal/worker/index.ts";
import { startTemporalServer } from "../support/engines/temporal-server.ts";
import type { TemporalServer } from "../support/engines/temporal-server.ts";
import { generateProject } from "../support/generated-project.ts";
import { REPOSITORY } from "../support/repository.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { FILES, SPEC } from "./spec.ts";

/** What a task is asked to do. */
export interface Action {
  readonly do: string;
  readonly value?: string;
}

/** As much of `task` as the handlers here need. */
export interface ActionTask {
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  readonly context: { readonly tenant?: string };
  fail(name: "Declined", data: { readonly code: number }): never;
}

export type Handler = (input: Action, task: ActionTask) => Promise<unknown>;

/** The workflows of the spec; their types do not matter here. */
type Workflows = "hurried" | "manual" | "handled" | "steps" | "undoing" | "waiting" | "parent" | "child" | "impatient";
interface Declared {
  readonly signals: Record<string, unknown>;
  readonly context: { readonly tenant: string };
}
type Flows = Readonly<Record<Workflows, WorkflowClient<object, unknown, Declared>>> & {
  readonly nightly: ScheduledWorkflowClient<object, unknown, Declared>;
};

/** What generated modules export, as much as matters here. */
interface Generated {
  startWorker(options: object): Promise<TemporalWorker>;
  createFlows(options: object): Flows;
}

/** A project, generated from the spec of these tests, with a server, a worker and a receiver of its telemetry. */
export interface Rig extends AsyncDisposable {
  readonly server: TemporalServer;
  readonly folder: string;
  readonly flows: Flows;
  /** What `act` and `near` do under a name. Anything else answers with its name. */
  readonly handlers: Map<string, Handler>;
  /** What handlers were called with, in order. */
  readonly calls: { readonly task: string; readonly action: Action; readonly attempt: number; readonly key: string }[];
  readonly worker: TemporalWorker;
  readonly logs: OtlpReceiver["logs"];
  /**
   * All spans of a trace, once it has that of its workflow, or as many as are wanted. Without the one that shows a run which
   * takes long: on a machine that is busy, any run may.
   */
  trace(traceId: string, count?: number): Promise<readonly ReceivedSpan[]>;
}

export async function startRig(options: object = {}): Promise<Rig> {
  const [server, receiver] = await Promise.all([startTemporalServer(), startReceiver()]);
  const project = generateProject(SPEC, FILES);
  symlinkSync(join(REPOSITORY, "node_modules/@temporalio"), join(project.folder, "node_modules/@temporalio"));
  process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.grpcUrl;
  process.env["OTEL_BSP_SCHEDULE_DELAY"] = "50";
  process.env["OTEL_BLRP_SCHEDULE_DELAY"] = "50";
  const handlers: Rig["handlers"] = new Map();
  const calls: Rig["calls"] = [];
  const handle =
    (task: string): Handler =>
    async (action, given) => {
      calls.push({ task, action, attempt: given.attempt, key: given.idempotencyKey });
      return (await handlers.get(action.do)?.(action, given)) ?? `${action.do}:${action.value ?? ""}`;
    };
  const load = (path: string): Promise<Generated> =>
    import(pathToFileURL(join(project.folder, "src/flows/generated", path)).href) as Promise<Generated>;
  const { startWorker } = await load("temporal/worker.ts");
  const { createFlows } = await load("temporal/client.ts");
  const connection = { address: server.address, namespace: server.namespace };
  const worker = await startWorker({
    ...connection,
    handlers: { act: handle("act"), near: handle("near"), hasty: handle("hasty"), undo: handle("undo") },
    ...options,
  });
  return {
    server,
    folder: project.folder,
    flows: createFlows({ ...connection, ...options }),
    handlers,
    calls,
    worker,
    logs: receiver.logs,
    trace: (traceId, count) => spansOf(receiver, traceId, count),
    [Symbol.asyncDispose]: async () => {
      await worker.stop();
      await server[Symbol.asyncDispose]();
      await receiver.close();
      project.remove();
    },
  };
}

async function spansOf(receiver: OtlpReceiver, traceId: string, count: number | undefined): Promise<readonly ReceivedSpan[]> {
  for (;;) {
    const spans = receiver.spans.filter((span) => span.traceId === traceId && span.name !== "gen_flows.workflow.started");
    const isWhole = count === undefined ? spans.some(({ name }) => name.startsWith("workflow ")) : spans.length >= count;
    if (isWhole) {
      return spans;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
