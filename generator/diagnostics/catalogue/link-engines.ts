import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF304x: names that the chosen engines cannot have. */
export const linkEngineDiagnostics = {
  GF3040: defineDiagnostic({
    severity: "error",
    title: "A name that an engine keeps for itself",
    cause: "Engines know workflows, tasks and signals by the names that the spec gives them, and keep some names for themselves. The worker, or the first run, would fail.",
    fix: "Rename it, or take the engine out of `engines`.",
    example: {
      in: "spec",
      before: lines(
        '"engines": { ‹"restate"›: {} },',
        '"workflows": { «"restateOrders"»: { "steps": {} } }',
      ),
      says: "Restate can have no workflow `restateOrders`",
      after: lines('"engines": { "restate": {} },', '"workflows": { "orders": { "steps": {} } }'),
    },
    message: (p: {
      kind: "spec" | "workflow" | "task" | "signal";
      name: string;
      engine: "restate" | "temporal";
      title: string;
      reason: string;
    }) => `${p.title} can have no ${p.kind} \`${p.name}\``,
    help: (p) => [p.reason, `rename it, or take \`${p.engine}\` out of \`engines\``],
  }),
  GF3041: defineDiagnostic({
    severity: "error",
    title: "A workflow that is called like its spec, on Restate",
    cause: "On Restate each workflow is a service, and the tasks of a spec are together one service, which has the name of the spec. Two services of one name would replace each other.",
    fix: "Rename the workflow or the spec.",
    example: {
      in: "file",
      before: lines(
        "{",
        '  "specVersion": 1, "name": ‹"orders"›, "version": "1.0.0",',
        '  "engines": { ‹"restate"›: {} },',
        '  "workflows": { «"orders"»: { "steps": {} } }',
        "}",
      ),
      says: "on Restate, the workflow `orders` and the tasks of the spec `orders` would be one service",
      after: lines(
        "{",
        '  "specVersion": 1, "name": "shop", "version": "1.0.0",',
        '  "engines": { "restate": {} },',
        '  "workflows": { "orders": { "steps": {} } }',
        "}",
      ),
    },
    message: (p: { name: string }) =>
      `on Restate, the workflow \`${p.name}\` and the tasks of the spec \`${p.name}\` would be one service`,
    label: () => "called like the spec",
    help: () => "rename one of them: the service of a spec's tasks has the name of the spec",
  }),
  GF3042: defineDiagnostic({
    severity: "error",
    title: "Two signals for one handler, on Restate",
    cause: "On Restate each signal is a handler of the workflow. A workflow has handlers `run`, `cancel` and `describe` already, so signals of these names are taken by `run_signal`, `cancel_signal` and `describe_signal`.",
    fix: "Rename one of them.",
    example: {
      in: "spec",
      before: lines(
        '"engines": { ‹"restate"›: {} },',
        '"signals": { ‹"cancel"›: { "type": "string" }, «"cancel_signal"»: { "type": "string" } }',
      ),
      says: "on Restate, the signals `cancel` and `cancel_signal` would have one handler",
      after: lines(
        '"engines": { "restate": {} },',
        '"signals": { "cancel": { "type": "string" }, "stop": { "type": "string" } }',
      ),
    },
    message: (p: { name: string; other: string }) =>
      `on Restate, the signals \`${p.name}\` and \`${p.other}\` would have one handler`,
    help: (p) => `rename one of them: \`${p.name}\` is a handler that every workflow has, so its signal is taken by \`${p.other}\``,
  }),
};
