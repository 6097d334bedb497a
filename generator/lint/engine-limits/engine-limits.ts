import type { EngineLimit } from "./engine-limit.ts";
import {
  attemptsAbove,
  fanOutsAbove,
  heartbeats,
  notIdempotent,
  payloadsAbove,
  severalTraces,
  spanLimit,
  specialDays,
  terminatedRuns,
  windowsAbove,
} from "./find.ts";

const MEBIBYTE = 1024 * 1024;
const HOUR = 3_600_000;

/**
 * What a spec or a caller may say and an engine cannot do as the embedded one does. `docs/engines.md` lists all of it, and
 * the lint `engine-limit` reports what a spec says of it.
 *
 * Numbers are the engines' defaults: https://docs.temporal.io/self-hosted-guide/defaults and `restate-server --dump-config`.
 */
export const ENGINE_LIMITS: readonly EngineLimit[] = [
  {
    construct: "`heartbeatTimeout`",
    engines: ["restate"],
    reason: "Restate knows no heartbeats",
    instead: "the worker itself ends an attempt that gives no heartbeat for so long; a worker that dies is noticed by its connection",
    find: heartbeats,
  },
  {
    construct: "`startToCloseTimeout` above 24 hours",
    engines: ["restate"],
    reason: "Restate gives an attempt up that has not ended after a day and an hour",
    instead: "another attempt is made, although the first may still run; let the task begin the work, and wait for its end with a signal",
    find: attemptsAbove(24 * HOUR),
  },
  {
    construct: "`idempotent: false`",
    engines: ["restate"],
    reason: "Restate makes an attempt again if its worker dies before the outcome is in the journal, however few attempts are allowed",
    instead: "the attempt has its effect twice then, unless the handler passes `task.idempotencyKey` on to what it calls",
    find: notIdempotent(["remote", "inline"]),
  },
  {
    construct: "`idempotent: false` with `placement: inline`",
    engines: ["temporal"],
    reason: "Temporal runs a task that is inline again if the worker dies before the workflow's next step, however few attempts are allowed",
    instead: "the attempt has its effect twice then; with `placement: remote` Temporal begins no more attempts than are allowed",
    find: notIdempotent(["inline"]),
  },
  {
    construct: "`traceMode: linked` and `auto`",
    engines: ["restate", "temporal"],
    reason: "on an engine nobody holds the state in which a run goes on in another trace",
    instead: "the run stays one trace, as with `single`",
    find: severalTraces,
  },
  {
    construct: "`telemetry.limits.spansPerRun`",
    engines: ["restate", "temporal"],
    reason: "on an engine many workers make the spans of one run, and nobody counts them",
    instead: "all of them are sent; a sampler, and fewer items for `forEach`, make them fewer",
    find: spanLimit,
  },
  {
    construct: "`limits.payloadBytes` above 2 MiB",
    engines: ["temporal"],
    reason: "Temporal takes no payload above 2 MiB, unless its server is told to",
    instead: "what is larger fails; store it elsewhere, and pass on where it is",
    find: payloadsAbove(2 * MEBIBYTE),
  },
  {
    construct: "`limits.payloadBytes` above 32 MiB",
    engines: ["restate"],
    reason: "Restate takes no message above 32 MiB, unless its server is told to",
    instead: "what is larger fails; store it elsewhere, and pass on where it is",
    find: payloadsAbove(32 * MEBIBYTE),
  },
  {
    construct: "`forEach` over more than 5,000 items",
    engines: ["temporal"],
    reason: "Temporal ends a run whose history has more than 51,200 events, and an item takes six or more",
    instead: "the run is terminated, and compensates nothing; give each call a page of the items, or each page to a child workflow",
    find: fanOutsAbove(5_000),
  },
  {
    construct: "`forEach.maxConcurrency` above 2,000",
    engines: ["temporal"],
    reason: "Temporal lets a run have 2,000 tasks or children under way",
    instead: "the run stands still until somebody terminates it; `maxConcurrency` belongs to the plan, which it keeps",
    find: windowsAbove(2_000),
  },
  {
    construct: "`schedule.overlap: terminateOther`",
    engines: ["temporal"],
    reason: "Temporal ends a run that it terminates without telling its code",
    instead: "the run compensates nothing, and has no span of its own; `cancelOther` lets it compensate before the next run begins",
    find: terminatedRuns,
  },
  {
    construct: "`L`, `W`, `#`, `?` and `+` in `schedule.cron`",
    engines: ["temporal"],
    reason: "Temporal's cron knows lists, ranges and steps, and no last days of a month, numbered weekdays, `?` or `+`",
    instead: "the server refuses the schedule when it is started; name days such as `28-31`, and let the workflow's first step decide",
    find: specialDays,
  },
  {
    construct: "a `schedule` where the clocks change",
    engines: ["temporal"],
    reason: "Temporal leaves out a time that does not exist on that day, and takes the later one of a time that there is twice",
    instead: "the run is missing on one night of the year, which embedded and on Restate comes right after the gap; `UTC` has no such nights",
  },
  {
    construct: "`createFlows({ maxConcurrentRuns })`",
    engines: ["restate", "temporal"],
    reason: "runs are begun by the engine's server, not by the process of the caller",
    instead: "`maxConcurrentTasks` in `engines` limits what a worker does at the same time",
  },
  {
    construct: "`createFlows({ handlers, hooks })`",
    engines: ["restate", "temporal"],
    reason: "callers run no tasks",
    instead: "the worker takes both",
  },
  {
    construct: "`createFlows({ clock })`",
    engines: ["restate", "temporal"],
    reason: "timers are those of the engine's server",
    instead: "Temporal's test server skips time; test what waits for long embedded",
  },
  {
    construct: "`x-sensitive`",
    engines: ["restate", "temporal"],
    reason: "an engine has to keep inputs and outputs, and shows them in its own user interface",
    instead: "spans and logs are masked, the journal is not: it needs the protection of a database",
  },
];
