import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";

/** GF21xx: several files: what a spec includes, what is laid over it, several specs at once. */
export const fileDiagnostics = {
  GF2101: defineDiagnostic({
    severity: "error",
    title: "A key that an included file cannot have",
    cause: "Included files declare schemas, tasks, workflows and the like. What holds for a whole project stands in the spec that includes them, so that there is one of it.",
    fix: "Move the key to the spec that includes the file, or remove it.",
    example: {
      in: "shell",
      before: lines(
        `echo '{ "specVersion": 1, "telemetry": {} }' > shared.json`,
        `echo '{ "specVersion": 1, "name": "shop", "version": "1.0.0", "include": ["./shared.json"] }' > flows.json`,
        "gen-flows flows.json",
      ),
      says: "`telemetry` cannot stand in an included file",
      at: "shared.json:1:21",
      after: lines(
        `echo '{ "specVersion": 1 }' > shared.json`,
        "gen-flows flows.json",
      ),
    },
    message: (p: { key: string; reason: string; help: string }) => `\`${p.key}\` cannot stand in an included file`,
    label: (p) => p.reason,
    help: (p) => p.help,
  }),
  GF2102: defineDiagnostic({
    severity: "error",
    title: "A key that an overlay cannot change",
    cause: "An overlay says what differs between environments: `telemetry` and `defaults`. Workflows and tasks are the same everywhere.",
    fix: "Change the key in the spec itself, and remove it from the overlay.",
    example: {
      in: "shell",
      before: lines(
        `echo '{ "tasks": {} }' > prod.json`,
        "gen-flows flows.json --overlay prod.json",
      ),
      says: "an overlay cannot change `tasks`",
      at: "prod.json:1:3",
      after: lines(
        `echo '{ "telemetry": {} }' > prod.json`,
        "gen-flows flows.json --overlay prod.json",
      ),
    },
    message: (p: { key: string }) => `an overlay cannot change \`${p.key}\``,
    label: () => "only `telemetry` and `defaults` can be laid over a spec",
    help: (p) => `remove it here; what \`${p.key}\` says is for the spec itself to say`,
  }),
  GF2103: defineDiagnostic({
    severity: "error",
    title: "A name that two files declare",
    cause: "All files that a spec includes share their names, and two of them declare the same one.",
    fix: "Rename one of them, or leave it to one file to declare it.",
    example: {
      in: "shell",
      before: lines(
        `echo '{ "specVersion": 1, "tasks": { "ship": {} } }' > shared.json`,
        `echo '{ "specVersion": 1, "name": "shop", "version": "1.0.0", "include": ["./shared.json"], "tasks": { "ship": {} } }' > flows.json`,
        "gen-flows flows.json",
      ),
      says: "the task `ship` is declared in `flows.json` already",
      at: "shared.json:1:32",
      after: lines(
        `echo '{ "specVersion": 1, "tasks": { "shipParcel": {} } }' > shared.json`,
        "gen-flows flows.json",
      ),
    },
    message: (p: { kind: string; name: string; other: string }) => `the ${p.kind} \`${p.name}\` is declared in \`${p.other}\` already`,
    label: () => "again here",
    help: () => "rename one of them, or remove one: included files share the names of the spec",
  }),
  GF2104: defineDiagnostic({
    severity: "error",
    title: "Two specs of the same name",
    cause: "The name of a spec is that of its tracer, and of its service where `telemetry.serviceName` gives none. Two specs of one name could not be told apart.",
    fix: "Give each spec a name of its own.",
    example: {
      in: "shell",
      before: lines(
        `echo '{ "specVersion": 1, "name": "shop", "version": "1.0.0", "output": { "directory": "b" } }' > b.json`,
        "gen-flows flows.json b.json",
      ),
      says: "`flows.json` is called `shop` too",
      at: "b.json:1:29",
      after: lines(
        `echo '{ "specVersion": 1, "name": "billing", "version": "1.0.0", "output": { "directory": "b" } }' > b.json`,
        "gen-flows flows.json b.json",
      ),
    },
    message: (p: { name: string; other: string }) => `\`${p.other}\` is called \`${p.name}\` too`,
    label: () => "the same name",
    help: () => "give each spec a name of its own: traces tell them apart by it",
  }),
  GF2105: defineDiagnostic({
    severity: "error",
    title: "A task or workflow that two specs declare",
    cause: "Two of the specs on the command line declare a task or workflow of the same name. Spans and idempotency keys are named after them, so they could not be told apart.",
    fix: "Rename one of them. If they are meant to be the same, declare it in a file that both specs include.",
    example: {
      in: "shell",
      before: lines(
        `echo '{ "specVersion": 1, "name": "billing", "version": "1.0.0", "output": { "directory": "b" }, "tasks": { "cleanUp": {} } }' > b.json`,
        "gen-flows flows.json b.json",
      ),
      says: "`flows.json` declares another task `cleanUp`",
      at: "b.json:1:103",
      after: lines(
        `echo '{ "specVersion": 1, "name": "billing", "version": "1.0.0", "output": { "directory": "b" }, "tasks": { "cleanUpBills": {} } }' > b.json`,
        "gen-flows flows.json b.json",
      ),
    },
    message: (p: { kind: "task" | "workflow"; name: string; other: string }) =>
      `\`${p.other}\` declares another ${p.kind} \`${p.name}\``,
    label: () => "not the same declaration",
    help: (p) => `rename one of them; or, if they are one ${p.kind}, declare it in a file that both specs \`include\``,
  }),
  GF2106: defineDiagnostic({
    severity: "error",
    title: "Two specs with one task queue",
    cause: "Temporal gives what is in a task queue to any of its workers. The workers of one spec would be given the workflows and tasks of the other, which they do not know.",
    fix: "Give each spec a task queue of its own. Left out, it has the name of the spec.",
    example: {
      in: "shell",
      before: lines(
        `echo '{ "specVersion": 1, "name": "shop", "version": "1.0.0", "engines": { "temporal": {} } }' > flows.json`,
        `echo '{ "specVersion": 1, "name": "billing", "version": "1.0.0", "output": { "directory": "b" }, "engines": { "temporal": { "taskQueue": "shop" } } }' > b.json`,
        "gen-flows flows.json b.json",
      ),
      says: "`flows.json` has the task queue `shop` too",
      at: "b.json:1:132",
      after: lines(
        `echo '{ "specVersion": 1, "name": "shop", "version": "1.0.0", "engines": { "temporal": {} } }' > flows.json`,
        `echo '{ "specVersion": 1, "name": "billing", "version": "1.0.0", "output": { "directory": "b" }, "engines": { "temporal": {} } }' > b.json`,
        "gen-flows flows.json b.json",
      ),
    },
    message: (p: { name: string; other: string }) => `\`${p.other}\` has the task queue \`${p.name}\` too`,
    label: () => "the same task queue",
    help: () => "give each spec a task queue of its own: its workers would be given what only those of the other know",
  }),
};
