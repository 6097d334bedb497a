import { ENGINE_TITLES } from "../../generator/ir/engines.ts";
import { ENGINE_LIMITS } from "../../generator/lint/engine-limits/engine-limits.ts";

const INTRODUCTION = `# Engines

A workflow runs embedded, in the process that calls it, unless somebody runs it on Restate or Temporal. The embedded engine
needs no server, and a crash loses the runs that are under way. An engine keeps a journal of each run: whatever crashes, the
run goes on. Workflow modules and handlers are the same on each, and so is the trace.

\`\`\`jsonc
"engines": {
  "restate": { "maxConcurrentTasks": 100 },   // "restate": {} is enough
  "temporal": { "taskQueue": "shop" }         // default: the spec's name
}
\`\`\`

- \`maxConcurrentTasks\`: how many attempts at tasks one worker makes at the same time.
- \`taskQueue\`: where Temporal's workers of this spec look for work. Each spec has one of its own.
- \`placement: inline\` of a task: it runs in the workflow's own worker, without the way through the server. For what is quick.
  \`remote\`, the default, lets any worker take each attempt.

Addresses, namespaces, keys, tokens and TLS belong to a deployment, not to a spec: they come from the environment of the process.
[From one process to a cluster](cluster.md) moves an example step by step; [Operations](operations.md) is for whoever runs it.

## What is generated

| file | for | what it does |
| --- | --- | --- |
| \`generated/restate/client.ts\` | callers | exports what \`generated/index.ts\` exports: change one import, and runs are on Restate |
| \`generated/restate/services.ts\` | workers | \`createServices\` and \`serve\`, for a process of your own |
| \`generated/restate/main.ts\` | workers | a process that is a worker: \`node src/flows/generated/restate/main.ts\` |
| \`generated/temporal/client.ts\` | callers | the same exports, for runs on Temporal |
| \`generated/temporal/workflows.ts\` | workers | what Temporal's sandbox loads |
| \`generated/temporal/worker.ts\` | workers | \`startWorker\`, for a process of your own |
| \`generated/temporal/main.ts\` | workers | a process that is a worker |

Clients load no handlers; workers do. \`gen-flows deps flows.json --role client\`, \`--role worker\` and \`--role build\` print what
each has to install. Taken out of the spec, an engine's files go with the next generation, except those that you have edited.
Temporal's worker finds the workflows by \`import.meta.url\`, so there the generated code has to be ES modules
(\`"type": "module"\`).

What workers and callers on Temporal do, and what operators can say to them, is on [a page of its own](temporal.md).

Restate knows each workflow as a service of its name, and the tasks as the handlers of one service that has the name of the
spec. Temporal knows workflows and tasks by their names. Names that an engine keeps for itself are refused
([GF3040](diagnostics.md#gf3040), [GF3041](diagnostics.md#gf3041)). \`gen-flows inspect --engines flows.json\` prints them all.

A run goes on in whatever code its worker has, if that has its plan. [Versions of a workflow](versioning.md) says which changes are
safe, how \`gen-flows check --against\` finds those that are not, and how two versions run side by side.

Tasks run at least once: a worker may die between an effect and its record. Pass \`task.idempotencyKey\` on to what can use it; it
is the same for every attempt.

## What travels with a run

The propagators of the spec write what the caller's carrier or context holds, and it arrives at every task, child and
compensation, whichever worker runs it, after a retry and after a worker's death as well: \`traceparent\` with its flags,
\`tracestate\`, \`baggage\`, or the headers of B3 and Jaeger. The typed \`context\` travels with it. Whether a run is sampled is
settled once, where it is started. On Restate all this is in headers of the invocation; on Temporal in the header
\`gf-carrier\`. Inputs and payloads of signals are what the spec declares and nothing else, so that Restate's and Temporal's own command lines
can start and signal runs; the worker then checks what comes, and the run begins a trace of its own, or on Restate that of a
\`traceparent\` header.

**The journal holds everything in clear**: inputs, outputs, signals, errors with their messages, and the \`context\`. \`x-sensitive\`
keeps values out of spans, log records, metrics, and of what \`describe()\` says, not out of the engine's journal and its user
interface.

## Schedules

A workflow with a \`schedule\` has the same client on each engine: \`schedule.start({ context })\`, \`stop()\`, \`describe()\`. In one process
the schedule ends with the process. On an engine it lives on the server:

| | embedded | Restate | Temporal |
| --- | --- | --- | --- |
| what it is | a timer | a virtual object, \`<workflow>.schedule\`, that calls itself | a schedule of Temporal's own, called like the workflow |
| a time that passes while nobody can begin its run | has none | has it late; those missed besides have none | has it late, as the overlap policy allows |
| an input that cannot be made, or does not fit | \`diag\` reports it | \`diag\` of the worker reports it | the run begins, and fails |

Each run is a trace of its own, and is called \`nightly-2026-05-01T03:15:00Z\` everywhere: the form is Temporal's. What makes its
input, \`schedules/<workflow>.ts\`, is loaded by the worker. After a change of \`schedule\` in the spec call \`start\` again: the server keeps what it
was told. One that an operator of Temporal has paused stays paused.

## What an engine cannot do

Where a spec says one of these and chooses the engine, the lint \`engine-limit\` ([GF9021](diagnostics.md#gf9021)) says so at the place.
Turn it off with \`"lint": { "engine-limit": "off" }\` if what happens instead will do.
`;

/** `docs/engines.md`; the table is what the lint `engine-limit` goes by. */
export function enginesPage(): string {
  const rows = ENGINE_LIMITS.map(
    ({ construct, engines, reason, instead }) =>
      `| ${construct} | ${engines.map((engine) => ENGINE_TITLES[engine]).join(", ")} | ${sentence(reason)} ${sentence(instead)} |`,
  );
  return `${INTRODUCTION}
| what a spec or a caller says | on | what happens instead |
| --- | --- | --- |
${rows.join("\n")}
`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
