import {
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  proxySinks,
  workflowInfo,
} from "@temporalio/workflow";
import type { Order, Receipt } from "../../../flows/generated/types.ts";
import { validateFulfilInput } from "../../../flows/generated/validators.ts";
import type { Result } from "../attempt.ts";
import { RunRecord } from "../run-record.ts";
import type { Activities } from "./activities.ts";
import type { RunSinks } from "./sinks.ts";
import { carrierOfRun } from "./workflow-interceptors.ts";

const EXECUTION_TIMEOUT = 3_600_000;
const MAXIMUM_CONCURRENCY = 10;

const OPTIONS = {
  startToCloseTimeout: "30s",
  retry: { maximumAttempts: 5, initialInterval: "200ms", backoffCoefficient: 2, maximumInterval: "10s" },
} as const;

const remote = proxyActivities<Activities>({ ...OPTIONS, heartbeatTimeout: "5s" });
const local = proxyLocalActivities<Activities>(OPTIONS);
const { runs } = proxySinks<RunSinks>();

export function fulfilByHand(order: Order): Promise<Receipt> {
  return fulfil(order, remote);
}

export function fulfilInlineByHand(order: Order): Promise<Receipt> {
  return fulfil(order, local);
}

async function fulfil(order: Order, calls: typeof remote): Promise<Receipt> {
  if (!validateFulfilInput(order)) {
    throw ApplicationFailure.nonRetryable("The order does not fit its schema.");
  }
  const { workflowId, startTime } = workflowInfo();
  const record = new RunRecord(workflowId, startTime.getTime());
  const finish = (error?: unknown): void => {
    record.ended(order, error);
    runs.ended({ spanId: record.spanId, lateSpans: record.lateSpans }, carrierOfRun());
  };
  try {
    const receipt = await CancellationScope.withTimeout(EXECUTION_TIMEOUT, () => runSteps(order, calls, record));
    finish();
    return receipt;
  } catch (error) {
    finish(error);
    throw isCancellation(error) ? ApplicationFailure.nonRetryable("The run took longer than an hour.") : error;
  }
}

async function runSteps(
  { id, customerId, region, totalCents, lines }: Order,
  calls: typeof remote,
  record: RunRecord,
): Promise<Receipt> {
  const [scored, shipments] = await all([
    calls.score({ customerId, region, totalCents, items: lines.length }, record.step("score")),
    reserveAndShip(),
  ]);
  const mail = record.step("mail", [record.forEachSpanId, scored.spanId]);
  await calls.notify({ customerId, parcels: shipments.length }, mail);
  return { orderId: id, score: scored.output.score, parcels: shipments.map(({ output }) => output.label) };

  async function reserveAndShip(): Promise<readonly Result<{ readonly label: string }>[]> {
    const stock = await calls.reserve({ orderId: id, lines }, record.step("stock"));
    const shipped = await shipAll(stock.output.parcels);
    record.shipped(stock, shipped);
    return shipped;
  }

  async function shipAll(parcels: readonly string[]): Promise<readonly Result<{ readonly label: string }>[]> {
    const labels: Result<{ readonly label: string }>[] = [];
    let next = 0;
    const shipNext = async (): Promise<void> => {
      for (let index = next++; index < parcels.length; index = next++) {
        labels[index] = await calls.ship({ parcel: parcels[index] ?? "", region }, record.shipment(index));
      }
    };
    await all(Array.from({ length: Math.min(parcels.length, MAXIMUM_CONCURRENCY) }, shipNext));
    return labels;
  }
}

/** Waits for all. If one fails, the others are cancelled and awaited before its error is thrown. */
async function all<const Values extends readonly Promise<unknown>[]>(promises: Values) {
  try {
    return await Promise.all(promises);
  } catch (error) {
    CancellationScope.current().cancel();
    await CancellationScope.nonCancellable(() => Promise.allSettled(promises));
    throw error;
  }
}
