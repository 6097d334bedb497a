import { defineDiagnostic } from "../diagnostic.ts";
import { lines } from "../example.ts";
import { didYouMean } from "../wording.ts";

/** GF30xx: workflows as a whole: what they run, when they begin, what they return. */
export const linkWorkflowDiagnostics = {
  GF3020: defineDiagnostic({
    severity: "error",
    title: "A workflow that runs itself without end",
    cause: "The workflow runs itself as a child, directly or through others, and no condition, `switch`, `forEach` or `catch` on the way could end it.",
    fix: "Give one of the steps a `when`, or take it out.",
    example: {
      in: "spec",
      before: lines(
        '"workflows": {',
        '  "countDown": {',
        '    "input": { "type": "integer" },',
        '    "steps": { "next": { "workflow": «"countDown"», "input": "${ input - 1 }" } }',
        "  }",
        "}",
      ),
      says: "workflow `countDown` runs itself without end",
      after: lines(
        '"workflows": {',
        '  "countDown": {',
        '    "input": { "type": "integer" },',
        '    "steps": { "next": { "workflow": "countDown", "when": "${ input > 0 }", "input": "${ input - 1 }" } }',
        "  }",
        "}",
      ),
    },
    message: (p: { cycle: readonly string[] }) =>
      p.cycle.length === 2
        ? `workflow \`${p.cycle[0]}\` runs itself without end`
        : `these workflows run each other without end: ${p.cycle.join(" -> ")}`,
    label: (p) => `\`${p.cycle[0]}\` always runs \`${p.cycle[1]}\``,
    help: (p) => (p.cycle.length === 2 ? "give this step a `when`, or take it out" : "give one of these steps a `when`, or take it out"),
  }),
  GF3021: defineDiagnostic({
    severity: "error",
    title: "A schedule that names no time",
    cause: "`cron` has five fields: minute (0-59), hour (0-23), day of the month (1-31), month (1-12 or JAN-DEC), day of the week (0-7 or SUN-SAT). One of them has a value that it cannot have, or together they name a day that no year has.",
    fix: "Correct the field that is named.",
    example: {
      in: "workflow",
      before: '"schedule": { "cron": «"0 25 * * *"» }, "steps": { "tidy": { "task": "cleanUp" } }',
      says: "`0 25 * * *` names no time at which a run could begin",
      after: '"schedule": { "cron": "0 23 * * *" }, "steps": { "tidy": { "task": "cleanUp" } }',
    },
    message: (p: { cron: string; problem: string }) => `\`${p.cron}\` names no time at which a run could begin`,
    label: (p) => p.problem,
    help: () => "the fields are minute, hour, day of the month, month, day of the week: `15 3 * * *` is every day at 03:15",
  }),
  GF3022: defineDiagnostic({
    severity: "error",
    title: "Unknown time zone",
    cause: "`timeZone` is not a name of the IANA time zone database. Offsets such as `+02:00` are none: they do not follow daylight saving time.",
    fix: "Write a name such as `UTC` or `Europe/Berlin`.",
    example: {
      in: "workflow",
      before: lines(
        '"schedule": { "cron": "15 3 * * *", "timeZone": «"Berlin"» },',
        '"steps": { "tidy": { "task": "cleanUp" } }',
      ),
      says: "there is no time zone `Berlin`",
      after: lines(
        '"schedule": { "cron": "15 3 * * *", "timeZone": "Europe/Berlin" },',
        '"steps": { "tidy": { "task": "cleanUp" } }',
      ),
    },
    message: (p: { timeZone: string; suggestion: string | undefined }) => `there is no time zone \`${p.timeZone}\``,
    label: (p) => didYouMean(p.suggestion),
    help: (p) => (p.suggestion === undefined ? "write an IANA name such as `UTC` or `Europe/Berlin`" : undefined),
  }),
  GF3023: defineDiagnostic({
    severity: "error",
    title: "A result without steps",
    cause: "A workflow without `steps` has its body written in TypeScript, and the body returns the output.",
    fix: "Add `steps`, be it an empty map, or take `result` out.",
    example: {
      in: "workflow",
      before: '«"result"»: "done"',
      says: "`example` has a `result` and no `steps`: its body is written in TypeScript and returns the output itself",
      after: '"steps": {}, "result": "done"',
    },
    message: (p: { workflow: string }) =>
      `\`${p.workflow}\` has a \`result\` and no \`steps\`: its body is written in TypeScript and returns the output itself`,
    help: () => "add `steps`, be it an empty map, or take `result` out",
  }),
};
