import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalogue } from "../../generator/diagnostics/catalogue/index.ts";
import type { ShellExample } from "../../generator/diagnostics/example.ts";
import type { WorkflowClient } from "../../runtime/src/engines/client.ts";
import type { RestateServer as Worker } from "../../runtime/src/engines/restate/worker/index.ts";
import { genFlows } from "../cli/command.ts";
import type { CommandResult } from "../cli/command.ts";
import { runCommands } from "../diagnostics/run-commands.ts";
import { freePorts } from "../support/engines/free-ports.ts";
import { startRestateServer } from "../support/engines/restate-server.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import type { RestateServer } from "../support/engines/restate-server.ts";
import { CHANGED, FIRST, handlersOf, orderProject, projectOf, SAME_PLAN, SECOND, SPEC } from "./order.ts";
import type { Edition } from "./order.ts";

const EDITIONS = { first: FIRST, samePlan: SAME_PLAN, changed: CHANGED, second: SECOND };

type EditionName = keyof typeof EDITIONS;

type Order = WorkflowClient<object, readonly string[], { signals: { paid: { amount: number } } }>;

/** An edition, deployed as often as a test wants. */
interface Deployable {
  readonly folder: string;
  readonly order: Order;
  readonly serve: (port: number) => Promise<Worker>;
  readonly remove: () => void;
}

/** `services.ts`. */
interface Served {
  readonly serve: (options: object) => Promise<Worker>;
}

/** `client.ts`. */
interface Called {
  readonly createFlows: (options: object) => { readonly order: Order };
}

let server: RestateServer;
let editions: Readonly<Record<EditionName, Deployable>>;
/** Where the first version is served. */
let port: number;
let otherPort: number;

beforeAll(async () => {
  server = await startRestateServer();
  [port = 0, otherPort = 0] = await freePorts(2);
  const made = await Promise.all(
    Object.entries(EDITIONS).map(async ([name, edition]) => [name, await deployable(name, edition, server)] as const),
  );
  editions = Object.fromEntries(made) as typeof editions;
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  Object.values(editions ?? {}).forEach(({ remove }) => remove());
});

test("a run goes on in code that was generated anew with the same plan", async () => {
  await parkedRun("same");
  const { code, stderr } = await check("samePlan");
  expect(stderr).toContain("order: 1 run under way on Restate: 1 can go on\n");
  expect(code).toBe(0);
  const worker = await editions.samePlan.serve(port);
  expect(await pay("same", 11)).toEqual(["reserve by first", "pack by first", "no card", "ship by samePlan"]);
  await worker.stop();
});

test("a run of another plan is refused, is named by check, and goes on where its plan is", async () => {
  await parkedRun("changed");
  const wrong = await editions.changed.serve(port);
  const run = await editions.changed.order.get("changed");
  await run.signal("paid", { amount: 15 });
  expect(await lastFailure("changed")).toMatch(
    /Run `changed` of workflow `order` began with another plan \(\w{16}, version 1\.0\.0\) than this worker has \(\w{16}, version 1\.0\.0\): step `shipped` has another condition\. /,
  );
  await wrong.stop();

  const { code, stderr } = await check("changed");
  expect(stderr).toContain("error[GF7011]: 1 run of `order` that is under way on Restate began with another plan\n");
  expect(stderr).toContain("^ step `shipped` has another condition\n");
  expect(stderr).toContain("order: 1 run under way on Restate: 1 would break\n");
  expect(code).toBe(1);

  const right = await editions.first.serve(port);
  expect(await run.result()).toEqual(["reserve by first", "pack by first", "no card", "ship by first"]);
  await right.stop();
});

test("old runs finish on the old worker while new ones begin on the new", async () => {
  await parkedRun("old");
  const { code, stderr } = await check("second");
  expect(stderr).toContain("order: 1 run under way on Restate: 1 can go on only with the worker of their own version\n");
  expect(code).toBe(0);
  const workers = await Promise.all([editions.first.serve(port), editions.second.serve(otherPort)]);
  await server.register(`http://127.0.0.1:${otherPort}`);
  const run = await editions.second.order.start({}, { runId: "new" });
  await run.signal("paid", { amount: 15 });
  expect(await run.result()).toEqual(["reserve by second", "pack by second", "no card", "not shipped"]);
  const [reserved, packed, card, shipped] = await pay("old", 15);
  // Tasks that any worker takes are those of the newest deployment.
  expect([reserved, packed, card, shipped]).toEqual(["reserve by first", "pack by first", "no card", "ship by second"]);
  await Promise.all(workers.map((worker) => worker.stop()));
});

/** Body of a workflow that its author writes. */
const BY_HAND = `import type { Delivery } from "../generated/workflows/delivery.ts";

export const delivery: Delivery = async (flow): ReturnType<Delivery> => {
  await flow.run("payment", flow.waitForSignal("paid"));
};
`;

test("GF7011 is reported by the commands of its example, and is gone after those that mend it", async () => {
  const { example } = catalogue.GF7011;
  const spec = specIn(example.before) as { workflows: { delivery: { steps: { sent: object } } } };
  spec.workflows.delivery.steps.sent = { task: "ship", after: ["payment"] };
  await isReported("GF7011", projectOf(spec), "one");
});

test("GF7012 is reported by the commands of its example, and is gone after those that mend it", async () => {
  const spec = specIn(catalogue.GF7012.example.before);
  await isReported("GF7012", projectOf(spec, { "src/flows/workflows/delivery.ts": BY_HAND }), "two");
});

function specIn(commands: string): object {
  return JSON.parse(/echo '(.*)' > flows\.json/.exec(commands)?.[1] ?? "") as object;
}

/** @param project Begins a run, which is under way when the commands ask for it. */
async function isReported(code: "GF7011" | "GF7012", project: GeneratedProject, runId: string): Promise<void> {
  const { example, severity } = catalogue[code];
  const commands = example as ShellExample;
  const { serve } = await load<Served>(project.folder, "services.ts");
  const worker = await serve({ port: 0, signals: false, gracePeriod: 1_000 });
  await server.register(`http://127.0.0.1:${worker.port}`);
  await fetch(`${server.ingressUrl}/delivery/${runId}/run/send`, { method: "POST" });
  const state = `SELECT service_key FROM state WHERE service_name = 'delivery' AND service_key = '${runId}'`;
  await until(async () => (await server.query(state)).length > 0);
  await worker.stop();

  const environment = { RESTATE_ADMIN_URL: server.adminUrl };
  expect(runCommands(commands.before, project.folder, environment)).toEqual([
    { severity, code, message: commands.says, at: commands.at },
  ]);
  expect(runCommands(commands.after, project.folder, environment)).toEqual([]);
  project.remove();
  await killed(runId);
}

/** So that it is under way for no other test. */
async function killed(runId: string): Promise<void> {
  const [row] = await server.query(`SELECT id FROM sys_invocation WHERE target_service_key = '${runId}' AND target_handler_name = 'run'`);
  await fetch(`${server.adminUrl}/invocations/${String(row?.["id"])}/kill`, { method: "PATCH" });
  await until(async () => (await invocation(runId))?.["status"] === "completed");
}

/** A run of the first edition that waits for its payment, and whose worker is gone. */
async function parkedRun(runId: string): Promise<void> {
  const worker = await editions.first.serve(port);
  await server.register(`http://127.0.0.1:${port}`);
  // Without our client, so that the worker fills in the default.
  const answer = await fetch(`${server.ingressUrl}/order/${runId}/run/send`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(answer.status).toBe(202);
  const wait = `SELECT j.index FROM sys_journal j JOIN sys_invocation i ON i.id = j.id WHERE i.target_service_key = '${runId}' AND j.name = 'paid'`;
  await until(async () => (await server.query(wait)).length > 0);
  await worker.stop();
}

async function invocation(runId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [row] = await server.query(
    `SELECT status, last_failure FROM sys_invocation WHERE target_service_key = '${runId}' AND target_handler_name = 'run'`,
  );
  return row;
}

/** What the worker said when it refused to go on. */
async function lastFailure(runId: string): Promise<string> {
  let failure: unknown;
  await until(async () => {
    failure = (await invocation(runId))?.["last_failure"];
    return String(failure).includes("plan");
  });
  return String(failure);
}

async function pay(runId: string, amount: number): Promise<readonly string[]> {
  const run = await editions.first.order.get(runId);
  await run.signal("paid", { amount });
  return run.result();
}

function check(name: EditionName): Promise<CommandResult> {
  return genFlows(["check", SPEC, "--against", "restate"], {
    cwd: editions[name].folder,
    env: { RESTATE_ADMIN_URL: server.adminUrl },
  });
}

async function deployable(name: string, edition: Edition, { ingressUrl }: RestateServer): Promise<Deployable> {
  const { folder, remove } = orderProject(edition);
  const { serve } = await load<Served>(folder, "services.ts");
  const { createFlows } = await load<Called>(folder, "client.ts");
  return {
    folder,
    remove,
    order: createFlows({ ingressUrl }).order,
    serve: (at) => serve({ port: at, signals: false, gracePeriod: 1_000, handlers: handlersOf(name) }),
  };
}

async function load<Module>(folder: string, file: string): Promise<Module> {
  return (await import(pathToFileURL(join(folder, "src/flows/generated/restate", file)).href)) as Module;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
