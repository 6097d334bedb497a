/**
 * Starts runs with more baggage than may be, in each way that there is, and prints what came of each. OTLP goes to
 * TARGET.
 */
import { context, propagation, trace } from "@opentelemetry/api";
import { embedded, withCarrier } from "../../../runtime/src/index.ts";
import type { Application, RunOptions, Task, Validator } from "../../../runtime/src/index.ts";
import { bindTask } from "../../../runtime/src/index.ts";
import { otlpHttpMetrics } from "../../../runtime/src/telemetry/exporters/otlp-http-metrics.ts";
import { otlpHttpTraces } from "../../../runtime/src/telemetry/exporters/otlp-http-traces.ts";
import { defineTelemetry } from "../../../runtime/src/telemetry/index.ts";
import { task } from "../../../runtime/src/workflow/index.ts";
import { application, ONCE, workflow } from "../../runtime/fixtures/flows.ts";
import { attemptOf } from "../../runtime/fixtures/traced-task.ts";

interface FlowContext {
  readonly cart?: string;
  readonly tenant?: string;
}

/** What a handler saw: the header that it would send, and its context. */
interface Seen {
  readonly baggage: string;
  readonly cart: number;
}

type LookTask = Task<{ readonly context: FlowContext }>;

const options = { endpoint: "${env:TARGET}" };
const telemetry = defineTelemetry({
  serviceName: "baggage",
  exporters: [otlpHttpTraces(options)],
  metrics: { exporters: [otlpHttpMetrics(options)] },
});
const anything: Validator<FlowContext> = (_value): _value is FlowContext => true;
const CONTEXT: Application["context"] = {
  validate: async () => anything,
  entries: { tenant: { baggage: true }, cart: { baggage: true } },
};

/** What the handler does before it looks. */
let act = (look: () => Seen): Seen => look();

const tasks = {
  look: bindTask(attemptOf<null, Seen, LookTask>("look"), async (_, current) =>
    act(() => ({ baggage: current.carrier["baggage"] ?? "", cart: current.context.cart?.length ?? 0 })),
  ),
};
const look = task<null, Seen>({ name: "look", startToCloseTimeout: 10_000, retry: ONCE });
const flows = embedded(application({ telemetry, tracer: trace.getTracer("baggage"), context: CONTEXT }), tasks).client<
  null,
  Seen,
  null,
  { readonly context: FlowContext }
>({
  workflow: workflow<null, Seen, FlowContext>((flow) =>
    flow.result([flow.step("only", [], () => look(null))], (seen) => seen),
  ),
});

async function attempt(runOptions: RunOptions<{ readonly context: FlowContext }>): Promise<unknown> {
  try {
    return await flows.run(null, runOptions);
  } catch (error) {
    return { error: (error as Error).name, message: (error as Error).message };
  }
}

const huge = "x".repeat(9_000);
const many = Array.from({ length: 181 }, (_, index) => `k${index}=1`).join(",");
const outcomes: Record<string, unknown> = {};

outcomes["fitting"] = await attempt({ context: { tenant: "acme" }, carrier: { baggage: "other=1" } });
outcomes["given"] = await attempt({ context: { cart: huge, tenant: "acme" } });
outcomes["arrived"] = await attempt({ carrier: { baggage: many } });
// Each fits, but not together: what the spec declares goes before what is somebody else's.
outcomes["together"] = await attempt({
  context: { cart: "x".repeat(5_000) },
  carrier: { baggage: `other=${"y".repeat(5_000)}` },
});
act = (see) => withCarrier({ huge, small: "1" }, see);
outcomes["withCarrier"] = await attempt({ context: { tenant: "acme" } });
act = (see) => {
  const baggage = propagation.createBaggage({ huge: { value: huge }, small: { value: "1" } });
  return context.with(propagation.setBaggage(context.active(), baggage), see);
};
outcomes["sent"] = await attempt({ context: { tenant: "acme" } });

await telemetry.shutdown();
console.log(JSON.stringify(outcomes));
