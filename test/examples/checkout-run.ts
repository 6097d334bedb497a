import { copyExample } from "../support/example.ts";
import type { ExampleCopy } from "../support/example.ts";
import type { OtlpReceiver, ReceivedSpan } from "../support/otlp-receiver.ts";
import { runProcess, startProcess } from "../support/process.ts";
import type { Ended, RunningProcess } from "../support/process.ts";
import { GEN_FLOWS } from "../support/repository.ts";

type Environment = Readonly<Record<string, string>>;

/** A run of the example, and all that its two processes sent. */
export interface CheckoutRun {
  readonly ended: Ended;
  readonly spans: readonly ReceivedSpan[];
}

/**
 * The example, with code generated for it.
 *
 * @param packages What of the engines' SDKs has to be found in its folder.
 */
export async function generateCheckout(packages: readonly string[] = []): Promise<ExampleCopy> {
  const example = copyExample("checkout", packages);
  const { code, stderr } = await runProcess([GEN_FLOWS, "flows.json"], { cwd: example.folder });
  if (code !== 0) {
    throw new Error(stderr);
  }
  return example;
}

/** Starts the service on a free port. Resolves when it listens. */
export async function startService(
  example: ExampleCopy,
  environment: Environment,
): Promise<{ readonly service: RunningProcess; readonly url: string }> {
  const service = startProcess(["src/shop-service.ts"], {
    cwd: example.folder,
    environment: { ...environment, PORT: "0" },
  });
  return { service, url: await service.line("listening on ") };
}

/** Runs one order from its submission to the end of both processes. What they sent has arrived then. */
export async function runCheckout(
  example: ExampleCopy,
  receiver: OtlpReceiver,
  environment: Environment = {},
): Promise<CheckoutRun> {
  const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.grpcUrl, ...environment };
  const before = receiver.spans.length;
  const { service, url } = await startService(example, telemetry);
  try {
    const ended = await runProcess(["src/main.ts"], {
      cwd: example.folder,
      environment: { ...telemetry, SHOP_SERVICE_URL: url },
    });
    service.kill("SIGTERM");
    await service.ended;
    return { ended, spans: receiver.spans.slice(before) };
  } finally {
    service.kill("SIGTERM");
  }
}
