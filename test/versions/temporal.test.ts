import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client, Connection } from "@temporalio/client";
import { Worker } from "@temporalio/worker";
import type { WorkflowBundle } from "@temporalio/worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkflowClient } from "../../runtime/src/engines/client.ts";
import { bundleWorkflows } from "../../runtime/src/engines/temporal/worker/index.ts";
import type { TemporalWorker } from "../../runtime/src/engines/temporal/worker/index.ts";
import { genFlows } from "../cli/command.ts";
import type { CommandResult } from "../cli/command.ts";
import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { startTemporalServer } from "../support/engines/temporal-server.ts";
import type { TemporalServer } from "../support/engines/temporal-server.ts";
import { CHANGED, FIRST, handlersOf, orderProject, SAME_PLAN, SECOND, SPEC } from "./order.ts";
import type { Edition } from "./order.ts";

const EDITIONS = { first: FIRST, samePlan: SAME_PLAN, second: SECOND };

type EditionName = keyof typeof EDITIONS;

type Order = WorkflowClient<object, readonly string[], { signals: { paid: { amount: number } } }>;

/** An edition, deployed as often as a test wants. */
interface Deployable {
  readonly folder: string;
  readonly bundle: WorkflowBundle;
  readonly order: Order;
  readonly startWorker: (taskQueue?: string) => Promise<TemporalWorker>;
  readonly remove: () => void;
}

/** `worker.ts`. */
interface Started {
  readonly startWorker: (options: object) => Promise<TemporalWorker>;
}

/** `client.ts`. */
interface Called {
  readonly createFlows: (options: object) => { readonly order: Order };
}

describeTemporal("versions on Temporal", () => {
  let server: TemporalServer;
  let connection: Connection;
  let client: Client;
  let editions: Readonly<Record<EditionName, Deployable>>;

  beforeAll(async () => {
    server = await startTemporalServer();
    connection = await Connection.connect({ address: server.address });
    client = new Client({ connection });
    const made = await Promise.all(
      Object.entries(EDITIONS).map(async ([name, edition]) => [name, await deployable(name, edition, server)] as const),
    );
    editions = Object.fromEntries(made) as typeof editions;
  });

  afterAll(async () => {
    await connection?.close();
    await server?.[Symbol.asyncDispose]();
    Object.values(editions ?? {}).forEach(({ remove }) => remove());
  });

  /** A run of the first edition that waits for its payment, and whose worker is gone. */
  async function parkedRun(runId: string): Promise<void> {
    const worker = await editions.first.startWorker();
    await editions.first.order.start({}, { runId });
    // That of the run, and that of the wait.
    await until(async () => (await eventsOf(runId)).filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes).length === 2);
    await worker.stop();
  }

  async function eventsOf(runId: string) {
    return (await client.workflow.getHandle(runId).fetchHistory()).events ?? [];
  }

  function check(folder: string): Promise<CommandResult> {
    return genFlows(["check", SPEC, "--against", "temporal"], { cwd: folder, env: { TEMPORAL_ADDRESS: server.address } });
  }

  async function pay(runId: string, amount: number): Promise<readonly string[]> {
    const run = await editions.first.order.get(runId);
    await run.signal("paid", { amount });
    return run.result();
  }

  test("a run goes on in code that was generated anew with the same plan", async () => {
    await parkedRun("same");
    const { folder, startWorker } = editions.samePlan;
    const { code, stderr } = await check(folder);
    expect(stderr).toContain("order: 1 run under way on Temporal: 1 can go on\n");
    expect(code).toBe(0);
    const worker = await startWorker();
    expect(await pay("same", 11)).toEqual(["reserve by first", "pack by first", "no card", "ship by samePlan"]);
    await worker.stop();
  });

  test("a run of another plan is refused, is named by check, and goes on where its plan is", async () => {
    await parkedRun("changed");
    const { order, startWorker } = editions.second;
    // As if the task queue had been forgotten.
    const wrong = await startWorker(FIRST.taskQueue);
    await (await order.get("changed")).signal("paid", { amount: 15 });
    const failure = await failureOfTask("changed");
    expect(failure).toMatch(
      /^Run `changed` of workflow `order` began with another plan \(\w{16}, version 1\.0\.0\) than this worker has \(\w{16}, version 2\.0\.0\): step `shipped` has another condition\. /,
    );
    await wrong.stop();

    const project = orderProject(CHANGED);
    const { code, stderr } = await check(project.folder);
    project.remove();
    expect(stderr).toContain("error[GF7011]: 1 run of `order` that is under way on Temporal began with another plan\n");
    expect(stderr).toContain("^ step `shipped` has another condition\n");
    expect(stderr).toContain("order: 1 run under way on Temporal: 1 would break\n");
    expect(code).toBe(1);

    const right = await editions.first.startWorker();
    expect(await (await order.get("changed")).result()).toEqual(["reserve by first", "pack by first", "no card", "ship by first"]);
    await right.stop();
  });

  test("old runs finish on the old worker while new ones begin on the new", async () => {
    await parkedRun("old");
    const { folder, order, startWorker } = editions.second;
    const { code, stderr } = await check(folder);
    expect(stderr).toContain("order: 1 run under way on Temporal: 1 can go on only with the worker of their own version\n");
    expect(code).toBe(0);
    const workers = await Promise.all([editions.first.startWorker(), startWorker()]);
    const run = await order.start({}, { runId: "new" });
    await run.signal("paid", { amount: 15 });
    expect(await run.result()).toEqual(["reserve by second", "pack by second", "no card", "not shipped"]);
    expect(await pay("old", 15)).toEqual(["reserve by first", "pack by first", "no card", "ship by first"]);
    await Promise.all(workers.map((worker) => worker.stop()));
  });

  test("recorded histories replay with the same plan, and are refused with another", async () => {
    const worker = await editions.first.startWorker();
    const run = await editions.first.order.start({}, { runId: "recorded" });
    await run.signal("paid", { amount: 15 });
    await run.result();
    await worker.stop();
    const history = await client.workflow.getHandle("recorded").fetchHistory();
    const { samePlan, second } = editions;
    await Worker.runReplayHistory({ workflowBundle: samePlan.bundle }, history, "recorded");
    await expect(Worker.runReplayHistory({ workflowBundle: second.bundle }, history, "recorded")).rejects.toThrow(
      "step `shipped` has another condition",
    );
  });

  /** What the worker said when it refused to go on. */
  async function failureOfTask(runId: string): Promise<string> {
    let message: string | undefined | null;
    await until(async () => {
      const events = await eventsOf(runId);
      message = events.find((event) => event.workflowTaskFailedEventAttributes)?.workflowTaskFailedEventAttributes?.failure?.message;
      return message !== undefined;
    });
    return message ?? "";
  }
});

async function deployable(name: string, edition: Edition, { address }: TemporalServer): Promise<Deployable> {
  const { folder, remove } = orderProject(edition);
  const generated = (path: string): URL => pathToFileURL(join(folder, "src/flows/generated/temporal", path));
  const bundle = await bundleWorkflows(generated("workflows.ts"));
  const { startWorker } = (await import(generated("worker.ts").href)) as Started;
  const { createFlows } = (await import(generated("client.ts").href)) as Called;
  return {
    folder,
    bundle,
    remove,
    order: createFlows({ address }).order,
    startWorker: (taskQueue) => startWorker({ address, taskQueue, handlers: handlersOf(name), workflowBundle: bundle }),
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
