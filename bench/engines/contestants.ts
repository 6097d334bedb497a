import type { Order, Receipt } from "../flows/generated/types.ts";
import type { SpanProcessor } from "@opentelemetry/sdk-trace";
import type { Placement } from "./placements.ts";

export type EngineName = "restate" | "temporal";
export type Side = "generated" | "hand-written";

/** Where the server is. */
export interface Address {
  /** Restate's ingress as a URL; Temporal's service as host and port. */
  readonly server: string;
}

/** Starts runs and waits for their results. */
export interface Client {
  run(order: Order, runId: string): Promise<Receipt>;
  close(): Promise<void>;
}

/** Generated or hand-written code on one engine. */
export interface Contestant {
  /**
   * Registers a provider with this processor, and works from then on.
   *
   * @returns The URL of its endpoint, if the server calls it.
   */
  serve(address: Address, placement: Placement, processor: SpanProcessor): Promise<string | undefined>;
  connect(address: Address, placement: Placement): Promise<Client>;
}

/** Loaded when asked for: a worker has one side of one engine, and the bench the clients of both. */
export async function contestantOf(engine: EngineName, side: Side): Promise<Contestant> {
  switch (`${engine} ${side}` as const) {
    case "restate generated":
      return (await import("./generated-on-restate.ts")).contestant;
    case "restate hand-written":
      return (await import("./hand-written/restate/contestant.ts")).contestant;
    case "temporal generated":
      return (await import("./generated-on-temporal.ts")).contestant;
    case "temporal hand-written":
      return (await import("./hand-written/temporal/contestant.ts")).contestant;
  }
}
