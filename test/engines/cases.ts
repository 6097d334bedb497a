import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Caller } from "../support/engines/caller.ts";
import type { EffectServer } from "../support/engines/effect-server.ts";
import { within } from "../support/engines/within.ts";
import type { OtlpReceiver } from "../support/otlp-receiver.ts";

/** Milliseconds after which a run counts as stuck, on a machine that has other things to do. */
const PATIENCE = 60_000;

/** A run whose trace is the same on every engine. */
export interface Case {
  readonly workflow: string;
  /** Also the run's id. */
  readonly name: string;
  readonly input: unknown;
  /** The key of an effect that happens when `meanwhile` is over, and no sooner. */
  readonly held?: string;
  /** What happens while it runs. */
  meanwhile?: Meanwhile;
  readonly ends: unknown;
}

/** @param seen Waits until so many spans of a name have arrived, and a moment longer, so that the workflow has heard of their ends. */
type Meanwhile = (
  caller: Caller,
  seen: (span: string, count: number) => Promise<void>,
  effects: Pick<EffectServer, "until">,
) => Promise<unknown>;

const order = (customerId: string): object => ({
  id: "order-1001",
  customerId,
  totalCents: 4_999,
  lines: [
    { sku: "kettle", qty: 1 },
    { sku: "teapot", qty: 1 },
    { sku: "cup", qty: 4 },
  ],
});

/** Of `examples/checkout`. The first payment is answered with 503. */
export const CHECKOUT: readonly Case[] = [
  { workflow: "checkout", name: "retried", input: order("customer-7"), ends: { value: { status: "confirmed" } } },
  { workflow: "checkout", name: "confirmed", input: order("customer-7"), ends: { value: { status: "confirmed" } } },
  { workflow: "checkout", name: "declined", input: order("broke"), ends: { error: { name: "CardDeclined" } } },
  { workflow: "checkout", name: "fraud", input: order("fraudster"), ends: { value: { status: "rejected" } } },
];

const review = (approved: boolean) => (name: string) => (caller: Caller) =>
  caller.signal("process", name, "review", { approved, reviewer: "ada" });

const document = (name: string, uri: string, ends: unknown, meanwhile?: (name: string) => Meanwhile): Case => {
  const during = meanwhile?.(name);
  return { workflow: "process", name, input: { uri }, ends, ...(during !== undefined && { meanwhile: during }) };
};

/** Of `examples/documents`, with handlers that answer at once, and less patience. */
export const DOCUMENTS: readonly Case[] = [
  document("sure", "0.95/1", { value: { outcome: "archived" } }),
  document("approved", "0.95/0.4", { value: { outcome: "archived" } }, review(true)),
  document("rejected", "0.4", { value: { outcome: "rejected" } }, review(false)),
  document("timed-out", "0.4", { value: { outcome: "timedOut" } }),
  document("filtered", "1/secret/1", { error: { name: "ContentFiltered" } }),
  document("busy", "busy", { value: { outcome: "archived" } }),
  document("cancelled", "0.4", { error: { name: "CancelledError" } }, (name) => async (caller, seen) => {
    // The second one begins with the wait.
    await seen("task askReviewer", 2);
    return caller.cancel("process", name);
  }),
];

const parcels = (...troubles: readonly (string | undefined)[]): readonly object[] =>
  troubles.map((trouble, index) => ({
    id: `parcel-${index}`,
    ...(trouble !== undefined && { trouble }),
  }));

const relay = (name: string, input: object, ends: unknown, during: Pick<Case, "held" | "meanwhile"> = {}): Case => ({
  workflow: "relay",
  name,
  input: { order: "one", ...input },
  ends,
  ...during,
});

/** The child has one of these, and with the wait begins another one. */
const NOTED = "task inspect";

/** Of the project in this folder. */
export const RELAY: readonly Case[] = [
  { workflow: "tour", name: "tour", input: { order: "one" }, ends: { value: { collected: ["ok", "Broken", "ok"] } } },
  { workflow: "hurry", name: "hurry", input: { order: "one" }, ends: { error: { name: "ExecutionTimeoutError" } } },
  relay("shipped", { parcels: parcels(undefined, "jammed", undefined, undefined) }, { value: { note: "none", grade: 3 } }),
  relay(
    "failed",
    { parcels: parcels(undefined, "stuck", "stuck", "broken", undefined) },
    { error: { name: "Broken", data: { part: "lid of parcel-3" } } },
    {
      // Once everything else has ended, or is stuck.
      held: "failed/packed/3",
      meanwhile: async (_, seen, effects) => {
        await effects.until((requests) => requests.filter(({ effect, key }) => effect === "stuck" && key.startsWith("failed/")).length === 2);
        await seen("workflow inspection", 1);
      },
    },
  ),
  relay("signalled", { parcels: parcels(undefined), wait: true }, { value: { note: "go" } }, {
    meanwhile: async (caller, seen) => {
      await seen(NOTED, 2);
      return caller.signal("relay", "signalled", "release", { note: "go" });
    },
  }),
  relay("early", { parcels: parcels(undefined), wait: true }, { value: { note: "soon" } }, {
    meanwhile: (caller) => caller.signal("relay", "early", "release", { note: "soon" }),
  }),
  relay("cancelled-relay", { parcels: parcels(undefined, undefined), wait: true }, { error: { name: "CancelledError" } }, {
    meanwhile: async (caller, seen) => {
      await seen(NOTED, 2);
      // A child that has not ended yet would be cancelled too.
      await seen("workflow inspection", 1);
      return caller.cancel("relay", "cancelled-relay");
    },
  }),
];

/** Runs them all at the same time, each with what happens meanwhile. */
export async function runCases(
  caller: Caller,
  cases: readonly Case[],
  { spans }: Pick<OtlpReceiver, "spans">,
  effects: EffectServer,
): Promise<ReadonlyMap<string, CaseEnd>> {
  const ends = await Promise.all(
    cases.map(async ({ workflow, name, input, held, meanwhile }) => {
      const release = held === undefined ? undefined : effects.hold(held);
      const started = await caller.start(workflow, name, input);
      if (started.error !== undefined) {
        throw new Error(`${name} did not start: ${started.error.name}: ${started.error.message}`);
      }
      const { traceId } = started.value;
      const seen = async (span: string, count: number): Promise<void> => {
        while (spans.filter((each) => each.traceId === traceId && each.name === span).length < count) {
          await sleep(50);
        }
        await sleep(500);
      };
      const told = (await meanwhile?.(caller, seen, effects)) as Answer | undefined;
      release?.();
      return [name, { traceId, told, end: await within(PATIENCE, caller.result(workflow, name)) }] as const;
    }),
  );
  return new Map(ends);
}

export interface CaseEnd {
  readonly traceId: string;
  readonly told: Answer | undefined;
  readonly end: Answer | string;
}
