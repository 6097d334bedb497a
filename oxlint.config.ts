import { defineConfig } from "oxlint";
import type { OxlintOverride } from "oxlint";

/**
 * The folders of the generator from the bottom up. A folder may import those of the layers below it; folders of
 * one layer do not know each other.
 */
const LAYERS = [
  ["source"],
  ["diagnostics"],
  ["ir"],
  ["print"],
  ["expressions"],
  ["load"],
  ["validate", "lower", "link"],
  ["types", "compose"],
  ["sensitive"],
  ["validators", "check", "lint", "plan"],
  ["emit"],
  ["reconcile"],
  ["project"],
  ["cli"],
];

const UPWARDS = "No import goes up a layer.";

/** What workflow code on engines loads of the runtime, besides its own folder: pure code that describes and decides. */
const SANDBOXED = [
  "carried",
  "plain-data",
  "recording-engine",
  "recording-log",
  "run-recorder",
  "span-id",
  "span-record",
  "span-reference",
  "task-call",
  "wire-error",
];

const ORCHESTRATION = ["pipeline\\.ts$", "reading\\.ts$", "schema-uses\\.ts$", "validator-requests\\.ts$"];

/** The top layer may import everything. */
const layering = LAYERS.slice(0, -1).flatMap((layer, index) =>
  layer.map((folder) => {
    const above = LAYERS.slice(index + 1).flat();
    const beside = layer.filter((other) => other !== folder);
    const forbidden = [...[...above, ...beside].map((name) => `${name}/`), ...ORCHESTRATION];
    return restrict(`generator/${folder}/**`, `^(\\.\\./)+(${forbidden.join("|")})`, UPWARDS);
  }),
);

function restrict(files: string, regex: string, message: string): OxlintOverride {
  return {
    files: [files],
    rules: { "no-restricted-imports": ["error", { patterns: [{ regex, message }] }] },
  };
}

export default defineConfig({
  plugins: ["typescript", "unicorn", "import", "oxc"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  ignorePatterns: ["**/derived/**", "**/dist/**", "**/golden/**", "**/generated/validators.ts"],
  rules: {
    "max-lines": ["error", { max: 400 }],
    "no-shadow": "off",
    "no-await-in-loop": "off",
    "oxc/no-map-spread": "off",
    eqeqeq: "error",
    "import/no-cycle": "error",
    "import/no-duplicates": "off",
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "unicorn/prefer-node-protocol": "error",
    // Of windows in browsers; the ports of threads have no origin.
    "unicorn/require-post-message-target-origin": "off",
  },
  overrides: [
    ...layering,
    restrict(
      "runtime/src/workflow/**",
      "^(\\.\\./)+(task|engines|telemetry)/|^node:|^@opentelemetry/[b-z]",
      "Workflow modules run in sandboxes: no Node, no telemetry, no engine.",
    ),
    restrict("runtime/src/task/**", "^(\\.\\./)+(engines|boundaries)/", UPWARDS),
    restrict("runtime/src/{engines,telemetry,logs,baggage,metrics}/**", "^(\\.\\./)+boundaries/", UPWARDS),
    restrict(
      "runtime/src/engines/temporal/workflow/**",
      "^node:|^@opentelemetry/[b-z]|^@temporalio/(activity|client|worker)|/(telemetry|logs|embedded|launch|attempt|client|worker)/|task/index\\.ts$",
      "Temporal's sandbox loads this: no Node, no telemetry, nothing of clients and workers.",
    ),
    restrict("runtime/src/engines/temporal/client/**", "^@temporalio/worker|^(\\.\\./)+worker/", "Clients load nothing of workers."),
    ...SANDBOXED.map((file) =>
      restrict(
        `runtime/src/engines/durable/${file}.ts`,
        "^(\\.\\./)+telemetry/|^node:|^@opentelemetry/[b-z]",
        "Workflow code loads this in sandboxes: no Node, no clock, no telemetry.",
      ),
    ),
  ],
});
