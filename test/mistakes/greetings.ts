import { generateProject } from "../support/generated-project.ts";
import type { GeneratedProject } from "../support/generated-project.ts";

const ENDPOINT = "${env:OTEL_EXPORTER_OTLP_ENDPOINT:-http://localhost:4318}";

/** A spec whose telemetry is as it should be. */
export const SPEC = {
  specVersion: 1,
  name: "greetings",
  version: "1.0.0",
  tasks: {
    greet: {
      input: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      output: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
      retry: { maximumAttempts: 1 },
      span: { attributes: { "greeting.length": { type: "integer" } } },
    },
  },
  workflows: {
    welcome: {
      input: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
      output: { type: "string" },
      steps: { greeting: { task: "greet", input: "${ input }" } },
      result: "${ steps.greeting.text }",
    },
  },
  telemetry: { exporters: [{ type: "otlphttp", endpoint: ENDPOINT }] },
};

/** Generates the flows of the spec with a handler, and with the given programs beside them. */
export function generateGreetings(telemetry: object, programs: Readonly<Record<string, string>>): GeneratedProject {
  return generateProject({ ...SPEC, telemetry }, { "src/flows/tasks/greet.ts": HANDLER, ...programs });
}

const HANDLER = `import type { Greet } from "../generated/tasks/greet.ts";

export const greet: Greet = async ({ name }): ReturnType<Greet> => ({ text: \`Hello, \${name}!\` });
`;
