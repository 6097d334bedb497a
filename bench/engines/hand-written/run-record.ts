import type { Order } from "../../flows/generated/types.ts";
import type { Result, Step } from "./attempt.ts";
import type { LateSpan } from "./late-span.ts";
import { spanIdOf } from "./span-id.ts";

/** What is known of a run: the ids of its spans, and those that are made at its end. Pure: it also runs in a sandbox. */
export class RunRecord {
  readonly spanId: string;
  readonly forEachSpanId: string;
  readonly lateSpans: LateSpan[] = [];
  private readonly runId: string;
  private readonly startTime: number;

  constructor(runId: string, startTime: number) {
    this.runId = runId;
    this.startTime = startTime;
    this.spanId = spanIdOf(runId);
    this.forEachSpanId = spanIdOf(`${runId}/shipments`);
  }

  step(stepId: string, links: readonly string[] = []): Step {
    return { runId: this.runId, stepId, parent: this.spanId, links };
  }

  shipment(index: number): Step {
    return { runId: this.runId, stepId: "shipments", index, parent: this.forEachSpanId, links: [] };
  }

  shipped(stock: Result<unknown>, shipments: readonly Result<unknown>[]): void {
    this.lateSpans.push({
      name: "forEach shipments",
      spanId: this.forEachSpanId,
      startTime: stock.endedAt,
      endTime: Math.max(stock.endedAt, ...shipments.map(({ endedAt }) => endedAt)),
      attributes: { "gen_flows.step.id": "shipments", "gen_flows.for_each.count": shipments.length },
    });
  }

  ended(order: Order, error?: unknown): void {
    this.lateSpans.push({
      name: "workflow fulfil",
      spanId: this.spanId,
      startTime: this.startTime,
      attributes: {
        "gen_flows.workflow.name": "fulfil",
        "gen_flows.workflow.version": "1.0.0",
        "gen_flows.run.id": this.runId,
        "gen_flows.spec.digest": "0000000000000000",
        "bench.order.id": order.id,
        "gen_flows.workflow.result": error === undefined ? "success" : "failure",
      },
      ...(error !== undefined && { error: String(error) }),
    });
  }
}
