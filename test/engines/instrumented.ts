import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Platform } from "../support/engines/deployment.ts";
import { within } from "../support/engines/within.ts";
import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";
import { startReceiver } from "../support/otlp-receiver.ts";
import { startRedis } from "../support/servers/redis.ts";
import { topology } from "../support/topology.ts";
import { ENGINE_PACKAGES } from "./chaos/rig.ts";

/** Tasks of both placements that use libraries: those of their own, and what the engines' own clients are made with. */
const SPEC = {
  specVersion: 1,
  name: "calls",
  version: "1.0.0",
  tasks: { far: {}, near: { placement: "inline" } },
  workflows: { call: { steps: { far: { task: "far" }, near: { task: "near", after: ["far"] } } } },
  telemetry: { exporters: [{ type: "otlpgrpc" }], instrumentations: ["http", "undici", "grpc", "ioredis"] },
  engines: { restate: {}, temporal: {} },
};

const FAR = `
import { Redis } from "ioredis";
import type { Far } from "../generated/tasks/far.ts";

export const far: Far = async () => {
  await (await fetch(process.env["SERVICE"] ?? "")).text();
  const redis = new Redis(process.env["REDIS"] ?? "", { lazyConnect: true });
  await redis.connect();
  await redis.incr("calls");
  redis.disconnect();
};
`;

const NEAR = `
import { get } from "node:http";
import type { Near } from "../generated/tasks/near.ts";

export const near: Near = async () => {
  await new Promise<void>((resolve) => {
    get(process.env["SERVICE"] ?? "", (response) => response.resume().on("end", resolve));
  });
};
`;

/** Milliseconds after which the run counts as stuck. */
const PATIENCE = 60_000;

export function generateInstrumented(): GeneratedProject {
  return generateProject(SPEC, { "src/flows/tasks/far.ts": FAR, "src/flows/tasks/near.ts": NEAR }, [...ENGINE_PACKAGES, "ioredis"]);
}

/** The trace of a run, and what there was outside of it, where caller and workers are loaded with instrumentations. */
export interface InstrumentedRun {
  readonly trace: readonly string[];
  readonly others: readonly string[];
}

/** Everything has been sent once this is over. */
export async function runInstrumented(platform: Platform, { folder: cwd }: GeneratedProject): Promise<InstrumentedRun> {
  await using redis = await startRedis();
  const receiver = await startReceiver();
  const service = createServer((_request, response) => response.end("ok")).listen(0, "127.0.0.1");
  await once(service, "listening");
  try {
    const environment = {
      NODE_OPTIONS: "--import=./src/flows/generated/instrumentation.ts",
      SERVICE: `http://127.0.0.1:${(service.address() as AddressInfo).port}/`,
      REDIS: redis.url,
    };
    const traceId = await startAndFinish(platform, { cwd, receiver, environment });
    // A receiver hears of what comes to others of its process. Of a run that takes long, one more span says that it has begun.
    const ours = receiver.spans.filter(({ resource }) => resource["service.name"] === SPEC.name);
    const spans = ours.filter(({ name }) => name !== "gen_flows.workflow.started");
    return {
      trace: topology(spans.filter((span) => span.traceId === traceId)),
      others: topology(spans.filter((span) => span.traceId !== traceId)),
    };
  } finally {
    service.close();
    await receiver.close();
  }
}

async function startAndFinish(platform: Platform, options: Parameters<Platform["deploy"]>[0]): Promise<string> {
  await using deployment = await platform.deploy(options);
  const started = await deployment.caller.start("call", "one", {});
  const result = await within(PATIENCE, deployment.caller.result("call", "one"));
  if (started.error !== undefined || typeof result === "string" || result.error !== undefined) {
    throw new Error(JSON.stringify([started, result]));
  }
  return started.value.traceId;
}
