import { SPEC } from "./greetings.ts";

const FLOWS = "./src/flows/generated/index.ts";

const PROVIDER = `
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })] });
`;

/** What users write beside the flows of `greetings.ts`. */
export const PROGRAMS = {
  "plain.ts": `
import { welcome } from "${FLOWS}";
console.log(await welcome.run({ name: "Ada" }));
`,
  "detached.ts": `
import { welcome } from "${FLOWS}";
await welcome.start({ name: "Ada" });
`,
  "exit.ts": `
import { welcome } from "${FLOWS}";
const run = await welcome.start({ name: "Ada" });
await run.result();
process.exit(0);
`,
  "waiting.ts": `
import { createFlows } from "${FLOWS}";
const { welcome } = createFlows({
  handlers: {
    greet: () => {
      console.log("waiting");
      return new Promise(() => setInterval(() => {}, 1_000));
    },
  },
});
await welcome.run({ name: "Ada" });
`,
  "unregistered.ts": `${PROVIDER}
import { welcome } from "${FLOWS}";
provider.getTracer("application").startSpan("alone").end();
console.log(await welcome.run({ name: "Ada" }));
`,
  "too-late.ts": `${PROVIDER}
import { trace } from "@opentelemetry/api";
import { createFlows } from "${FLOWS}";
const { welcome } = createFlows({
  handlers: {
    greet: async ({ name }) => {
      trace.setGlobalTracerProvider(provider);
      return { text: \`Hello, \${name}!\` };
    },
  },
});
console.log(await welcome.run({ name: "Ada" }));
`,
  "by-hand.ts": `${PROVIDER}
import { trace } from "@opentelemetry/api";
trace.setGlobalTracerProvider(provider);
trace.getTracer("application").startSpan("work").end();
`,
  "failing.ts": `
import { SpanStatusCode, trace } from "@opentelemetry/api";
import { createFlows } from "${FLOWS}";
const how = process.argv[2];
const { welcome } = createFlows({
  handlers: {
    greet: async () => {
      try {
        throw new RangeError("no greeting today");
      } catch (error) {
        const span = trace.getActiveSpan();
        if (how !== "thrown") {
          span?.recordException(error as Error);
        }
        if (how === "handled by hand") {
          span?.setStatus({ code: SpanStatusCode.ERROR, message: "no greeting today" });
        }
        throw error;
      }
    },
  },
});
await welcome.run({ name: "Ada" });
`,
};

/** A handler that sets an attribute to an object, in its fourth line. */
export const HANDLER_WITH_OBJECT = `import type { Greet } from "../generated/tasks/greet.ts";

export const greet: Greet = async ({ name }, task): ReturnType<Greet> => {
  task.span.set("greeting.length", { name });
  return { text: name };
};
`;

/** Specs with a mistake each. */
export const SPECS = {
  "simple.json": written({}, { ...SPEC.telemetry, processor: { type: "simple" } }),
  "object.json": written({ attributes: { "greeting.to": "${ input }" } }),
  "expression-in-name.json": written({ name: "greet ${ input.name }" }),
  "value-in-name.json": written({ name: "greet 104711" }),
};

function written(span: object, telemetry: object = SPEC.telemetry): string {
  return JSON.stringify({ ...SPEC, tasks: { greet: { ...SPEC.tasks.greet, span } }, telemetry }, undefined, 2);
}
