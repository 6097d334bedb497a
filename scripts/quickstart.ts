/**
 * The example, from its spec to its trace: generates `examples/checkout`, type-checks it, starts its service
 * in a second process and an OTLP receiver, runs the flow with one transient failure in it, and draws the trace.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { MockOtlpServer } from "@elastic/mockotlpserver";
import { renderWaterfall } from "../generator/cli/waterfall.ts";
import { fromOtlp } from "../generator/cli/waterfall/from-otlp.ts";
import type { OtlpTraceRequest } from "../generator/cli/waterfall/from-otlp.ts";
import type { TraceSpan } from "../generator/cli/waterfall/trace-span.ts";

type Environment = Readonly<Record<string, string>>;

const root = join(import.meta.dirname, "..");
const example = join(root, "examples/checkout");

await main();

async function main(): Promise<void> {
  say("Generating TypeScript from examples/checkout/flows.json");
  await run([join(root, "dist/generator/cli/main.js"), "flows.json"]);

  say("Type-checking it together with its handlers");
  await run([join(root, "node_modules/typescript/bin/tsc"), "--noEmit"]);

  const spans: TraceSpan[] = [];
  const receiver = await startReceiver(spans);
  const endpoint = new URL(String(receiver.grpcUrl)).origin;
  say(`Started an OTLP receiver at ${endpoint}`);
  try {
    await runFlow({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  } finally {
    await receiver.close();
  }

  const traces = new Set(spans.map((span) => span.traceId));
  say(`Received ${spans.length} spans of ${traces.size === 1 ? "one trace" : `${traces.size} traces`}:`);
  console.log();
  console.log(renderWaterfall(spans, { width: Math.min(process.stdout.columns ?? 100, 120) }).join("\n"));
}

async function startReceiver(spans: TraceSpan[]): Promise<MockOtlpServer> {
  const receiver = new MockOtlpServer({
    logLevel: "warn",
    services: ["grpc"],
    grpcHostname: "127.0.0.1",
    grpcPort: 0,
    onTrace: (request) => {
      spans.push(...fromOtlp(request as OtlpTraceRequest));
    },
  });
  await receiver.start();
  return receiver;
}

/** Runs the flow beside its service. Both have sent their spans when it returns. */
async function runFlow(telemetry: Environment): Promise<void> {
  const service = spawn(process.execPath, ["src/shop-service.ts"], {
    cwd: example,
    env: { ...process.env, ...telemetry, PORT: "0", FAIL_ONCE: "/payments" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = (await once(createInterface({ input: service.stdout }), "line")) as [string];
    const url = line.replace("listening on ", "");
    say(`Started the shop's service, a process of its own, at ${url}. Its first answer to /payments will be 503`);
    say("Running the flow");
    await run(["src/main.ts"], { ...telemetry, SHOP_SERVICE_URL: url });
  } finally {
    await end(service);
  }
}

/**
 * Runs a script in the example's folder on this Node.
 *
 * @throws Error if it fails. It has said why itself.
 */
async function run(command: readonly string[], environment: Environment = {}): Promise<void> {
  const child = spawn(process.execPath, command, {
    cwd: example,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) {
    throw new Error(`${command.join(" ")} failed`);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.kill("SIGTERM")) {
    await once(child, "exit");
  }
}

function say(text: string): void {
  console.log(`- ${text}`);
}
