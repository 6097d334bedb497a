const TEXT = { type: "string" };
const SECRET = { ...TEXT, "x-sensitive": "mask" };
const PLACE = { type: "object", required: ["place", "secret"], properties: { place: TEXT, secret: SECRET } };
const PIN = { type: "object", required: ["pin"], properties: { pin: SECRET, deadly: { type: "boolean", default: false } } };

const look = (place: string, further: object = {}): object => ({
  task: "look",
  input: { place, secret: "${ input.pin }" },
  ...further,
});

/** A run that crosses every boundary there is, and fails in the end. What is sensitive comes along everywhere. */
export const SPEC = {
  specVersion: 1,
  name: "carried",
  version: "1.0.0",
  context: {
    tenant: { schema: { ...TEXT, default: "nobody" }, propagate: "baggage", attribute: "tenant.id", log: true },
    card: { schema: SECRET, attribute: "card.number", log: true },
  },
  defaults: { task: { startToCloseTimeout: "20s", retry: { maximumAttempts: 2, initialInterval: "50ms", backoffCoefficient: 1 } } },
  signals: { review: { type: "object", required: ["note"], properties: { note: SECRET } } },
  tasks: {
    look: { input: PLACE, output: PLACE },
    near: { input: PLACE, output: PLACE, placement: "inline" },
    undo: { input: PLACE },
  },
  workflows: {
    main: {
      input: PIN,
      steps: {
        first: look("first", { compensate: { task: "undo", input: { place: "undo", secret: "${ output.secret }" } } }),
        near: { task: "near", input: { place: "near", secret: "${ input.pin }" } },
        flaky: look("flaky", { after: ["first"] }),
        items: {
          forEach: { items: "${ ['a', 'b'] }", as: "item" },
          after: ["near"],
          task: "look",
          input: { place: "${ item }", secret: "${ input.pin }" },
        },
        child: { workflow: "child", after: ["first"], input: { pin: "${ input.pin }" } },
        deadly: look("deadly", { startToCloseTimeout: "4s", retry: { maximumAttempts: 5 }, when: "${ input.deadly === true }", after: ["child", "items", "flaky"] }),
        review: { waitForSignal: "review", after: ["deadly"] },
        bad: { task: "near", after: ["review"], input: { place: "bad", secret: "${ steps.review.note }" } },
      },
    },
    child: { input: PIN, steps: { inner: look("inner") } },
    quiet: { input: PIN, sampler: { type: "always_off" }, steps: { only: look("quiet") } },
  },
  telemetry: {
    exporters: [{ type: "otlpgrpc" }],
    sampler: { type: "parentbased_always_on" },
    metrics: { exporters: [{ type: "otlpgrpc" }] },
    logs: { exporters: [{ type: "otlpgrpc" }] },
    propagation: { onMissing: "warn" },
  },
  engines: { restate: {}, temporal: {} },
};

const SEE = `
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { propagation, trace } from "@opentelemetry/api";

export async function see(input: any, task: any): Promise<any> {
  const { place, secret } = input;
  const span = trace.getActiveSpan()?.spanContext();
  const baggage = Object.fromEntries((propagation.getActiveBaggage()?.getAllEntries() ?? []).map(([name, { value }]) => [name, value]));
  const { attempt, carrier, context, idempotencyKey: key } = task;
  const seen = { place, attempt, key, carrier, context, baggage, ...span, traceState: span?.traceState?.serialize() };
  appendFileSync(String(process.env["SEEN"]), JSON.stringify(seen) + "\\n");
  task.log.info("at " + place, { place, secret });
  const marker = String(process.env["SEEN"]) + ".died";
  if (place === "deadly" && !existsSync(marker)) {
    writeFileSync(marker, "");
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  }
  if (place === "bad" || (place === "flaky" && attempt === 1)) {
    throw new Error("not with " + secret);
  }
  return { place, secret };
}
`;

const handler = (task: string): string => `import { see } from "./see.ts";\nexport const ${task} = see;\n`;

/** Makes all runs, with the clients of the module that it is given, and prints what became of them. */
const CALLER = `
import { readFileSync } from "node:fs";

const { createFlows } = await import(process.argv[2]!);
const { main, child, quiet } = createFlows();
const { runs, secrets } = JSON.parse(readFileSync("runs.json", "utf8"));
const told: Record<string, unknown> = {};
for (const { name, workflow, carrier, deadly } of runs) {
  const flow = { main, child, quiet }[workflow as string];
  const input = { pin: secrets.pin, ...(deadly && { deadly }) };
  const run = await flow.start(input, { runId: name, carrier, context: { card: secrets.card } });
  if (workflow === "main") {
    await run.signal("review", { note: secrets.note }, { carrier: { traceparent: "00-" + "ab".repeat(16) + "-" + "cd".repeat(8) + "-01" } });
  }
  const error = await run.result().then(() => undefined, ({ name, message }: Error) => ({ name, message }));
  told[name] = { traceId: run.traceId, error, description: await run.describe() };
}
console.log("told " + JSON.stringify(told));
process.kill(process.pid, "SIGTERM");
`;

export const FILES: Readonly<Record<string, string>> = {
  "src/flows/tasks/see.ts": SEE,
  "src/flows/tasks/look.ts": handler("look"),
  "src/flows/tasks/near.ts": handler("near"),
  "src/flows/tasks/undo.ts": handler("undo"),
  "src/caller.ts": CALLER,
};
