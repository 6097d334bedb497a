import { REJECTED } from "./front.ts";
import type { Answers } from "./front.ts";

/** Something goes wrong, and what becomes of the spans: a row of the table in `docs/delivery.md`, word for word. */
export interface Row {
  readonly fault: string;
  readonly received: string;
  readonly reported: string;
  /** What `programs/faults.ts` does after its flow. */
  readonly way: string;
  /** Spans that it makes. */
  readonly produced: number;
  /** How many of them are not the flow's. */
  readonly extra?: number;
  /** Exactly; `undefined`: it depends on the moment. */
  readonly arrive: number | undefined;
  readonly ended: { readonly code: number | null; readonly signal: NodeJS.Signals | null };
  /** Sent when the program is ready. */
  readonly signal?: NodeJS.Signals;
  /** What a collector of ours does with each request; without it, the receiver takes all. */
  readonly answers?: Answers;
  /** What happens to the receiver; without it, it is there all the time. */
  readonly receiver?: "never there" | "comes later" | "killed" | "killed and restarted";
  /** The collector of ours is away while the program comes to its end, and comes back a moment later. */
  readonly outage?: boolean;
  /** How many spans the collector may have taken without its answer having come through. */
  readonly unanswered?: number;
}

/** The spans of the workflow and of its `forEach`. */
const FLOW_ITSELF = 2;
const FLOW = 10 + FLOW_ITSELF;
const SLEEP = 1;
const LATE = 3;
/** A full batch leaves at once, and more are to come. */
const LARGE = 3_002;
const BATCH = 512;
const BURST = 100_000;

const NOTHING = "nothing";
const ALL = "all";
const NONE = "none";
const GOOD = { code: 0, signal: null };

export const ROWS: readonly Row[] = [
  {
    fault: "The program comes to its end",
    received: ALL,
    reported: NOTHING,
    way: "end",
    produced: FLOW,
    arrive: FLOW,
    ended: GOOD,
  },
  {
    fault: "`process.exit()` with spans unsent",
    received: "what was sent before",
    reported: "the rest, when the process exits",
    way: "exit",
    produced: FLOW,
    arrive: 0,
    ended: { code: 3, signal: null },
  },
  {
    fault: "An uncaught error",
    received: ALL,
    reported: NOTHING,
    way: "error",
    produced: FLOW,
    arrive: FLOW,
    ended: { code: 1, signal: null },
  },
  {
    fault: "An unhandled rejection",
    received: ALL,
    reported: NOTHING,
    way: "rejection",
    produced: FLOW,
    arrive: FLOW,
    ended: { code: 1, signal: null },
  },
  {
    fault: "SIGTERM",
    received: ALL,
    reported: NOTHING,
    way: "signal",
    signal: "SIGTERM",
    produced: FLOW,
    arrive: FLOW,
    ended: { code: null, signal: "SIGTERM" },
  },
  {
    fault: "SIGINT",
    received: ALL,
    reported: NOTHING,
    way: "signal",
    signal: "SIGINT",
    produced: FLOW,
    arrive: FLOW,
    ended: { code: null, signal: "SIGINT" },
  },
  {
    fault: "No collector, from the start to the end",
    received: NONE,
    reported: "all, with the address and what to check",
    way: "end",
    receiver: "never there",
    produced: LARGE,
    arrive: 0,
    ended: GOOD,
  },
  {
    fault: "The collector is down at the start, and comes later",
    received: ALL,
    reported: "nothing lost; that it was down, and that it is back",
    way: "settle",
    receiver: "comes later",
    produced: LARGE,
    arrive: LARGE,
    ended: GOOD,
  },
  {
    fault: "The collector is killed, and does not come back",
    received: "what it had taken",
    reported: "the rest, after the deadline of 3 s",
    way: "end",
    receiver: "killed",
    produced: LARGE,
    arrive: undefined,
    unanswered: BATCH,
    ended: GOOD,
  },
  {
    fault: "The collector is killed, and restarted",
    received: ALL,
    reported: "nothing lost",
    way: "settle",
    receiver: "killed and restarted",
    produced: LARGE,
    arrive: LARGE,
    ended: GOOD,
  },
  {
    fault: "The collector is down when SIGTERM comes, and back within the deadline",
    received: ALL,
    reported: NOTHING,
    way: "outage",
    signal: "SIGTERM",
    answers: () => "forward",
    outage: true,
    produced: 2 * FLOW,
    arrive: 2 * FLOW,
    ended: { code: null, signal: "SIGTERM" },
  },
  {
    fault: "The collector takes the request and never answers",
    received: NONE,
    reported: "all, after the deadline of 3 s",
    way: "end",
    answers: () => "nothing",
    produced: LARGE,
    arrive: 0,
    ended: GOOD,
  },
  {
    fault: "The collector never answers, and SIGTERM comes",
    received: NONE,
    reported: "all, after the deadline of 3 s",
    way: "signal",
    signal: "SIGTERM",
    answers: () => "nothing",
    produced: LARGE,
    arrive: 0,
    ended: { code: null, signal: "SIGTERM" },
  },
  {
    fault: "The collector is overloaded (503, `UNAVAILABLE`), then recovers",
    received: ALL,
    reported: "nothing lost",
    way: "settle",
    answers: (request) => (request < 1 ? "unavailable" : "forward"),
    produced: LARGE,
    arrive: LARGE,
    ended: GOOD,
  },
  {
    fault: "The connection breaks off in the middle of an answer",
    received: ALL,
    reported: "nothing lost",
    way: "settle",
    answers: (request) => (request < 1 ? "break" : "forward"),
    produced: LARGE,
    arrive: LARGE,
    ended: GOOD,
  },
  {
    fault: "The collector stays overloaded",
    received: NONE,
    reported: "all, after the deadline of 3 s",
    way: "end",
    answers: () => "unavailable",
    produced: LARGE,
    arrive: 0,
    ended: GOOD,
  },
  {
    fault: "The collector refuses the requests (400, `INVALID_ARGUMENT`)",
    received: NONE,
    reported: "all",
    way: "end",
    answers: () => "invalid",
    produced: LARGE,
    arrive: 0,
    ended: GOOD,
  },
  {
    fault: "The collector refuses one request of many",
    received: "the others",
    reported: "the batch that was refused",
    way: "settle",
    answers: (request) => (request === 1 ? "invalid" : "forward"),
    produced: LARGE,
    arrive: LARGE - BATCH,
    ended: GOOD,
  },
  {
    fault: "The collector takes the request and rejects them (partial success)",
    received: NONE,
    reported: "all, with what the collector says",
    way: "end",
    answers: () => "reject",
    produced: REJECTED,
    arrive: 0,
    ended: GOOD,
  },
  {
    fault: "A flow that makes 100,000 spans",
    received: ALL,
    reported: NOTHING,
    way: "settle",
    produced: BURST + FLOW_ITSELF,
    arrive: BURST + FLOW_ITSELF,
    ended: GOOD,
  },
  {
    fault: "100,000 spans in one turn of the event loop",
    received: "as many as may wait, and what was on its way",
    reported: "the rest, once, with the setting to raise",
    way: "synchronous burst",
    extra: BURST,
    produced: FLOW + BURST,
    arrive: undefined,
    ended: GOOD,
  },
  {
    fault: "Two runtimes in one process",
    received: "all, through the first",
    reported: NOTHING,
    way: "two runtimes",
    produced: 2 * FLOW,
    arrive: 2 * FLOW,
    ended: GOOD,
  },
  {
    fault: "Two specs in one process",
    received: "all, through the first",
    reported: NOTHING,
    way: "two specs",
    produced: 2 * FLOW,
    arrive: 2 * FLOW,
    ended: GOOD,
  },
  {
    fault: "Two providers of ours in one process, and SIGTERM",
    received: "all, each through its own",
    reported: NOTHING,
    way: "two providers",
    signal: "SIGTERM",
    produced: 2 * FLOW,
    arrive: 2 * FLOW,
    ended: { code: null, signal: "SIGTERM" },
  },
  {
    fault: "A sampler that throws",
    received: "none: nothing is recorded",
    reported: "that it throws, once",
    way: "throwing sampler",
    produced: 0,
    arrive: 0,
    ended: GOOD,
  },
  {
    fault: "An exporter that throws",
    received: NONE,
    reported: "all, and what it throws",
    way: "throwing exporter",
    produced: FLOW,
    arrive: 0,
    ended: GOOD,
  },
  {
    fault: "The clock is set an hour forward",
    received: "all, with true durations",
    reported: NOTHING,
    way: "clock forward",
    produced: FLOW + SLEEP,
    arrive: FLOW + SLEEP,
    ended: GOOD,
  },
  {
    fault: "The clock is set an hour back",
    received: "all, with true durations",
    reported: NOTHING,
    way: "clock back",
    produced: FLOW + SLEEP,
    arrive: FLOW + SLEEP,
    ended: GOOD,
  },
  {
    fault: "Spans that end after `telemetry.shutdown()`",
    received: "what ended before",
    reported: "the first at once, and the sum when the process exits",
    way: "late",
    extra: LATE,
    produced: FLOW + LATE,
    arrive: FLOW,
    ended: GOOD,
  },
];
