import * as restate from "@restatedev/restate-sdk";
import { RestatePromise } from "@restatedev/restate-sdk";
import type { Order, Receipt } from "../../../flows/generated/types.ts";
import { validateFulfilInput } from "../../../flows/generated/validators.ts";
import type { Result } from "../attempt.ts";
import { emitRun } from "../emit-run.ts";
import { RunRecord } from "../run-record.ts";
import type { Calls } from "./calls.ts";
import { carrierOf, STARTED_AT } from "./headers.ts";

export const WORKFLOW = "fulfilByHand";

const EXECUTION_TIMEOUT = 3_600_000;
const MAXIMUM_CONCURRENCY = 10;

/** Makes the workflow, whose tasks are called as `callsOf` says. */
export function fulfilWorkflow(callsOf: (ctx: restate.WorkflowContext) => Calls) {
  return restate.workflow({
    name: WORKFLOW,
    handlers: {
      run: (ctx: restate.WorkflowContext, order: Order) => fulfil(ctx, order, callsOf(ctx)),
    },
  });
}

async function fulfil(ctx: restate.WorkflowContext, order: Order, calls: Calls): Promise<Receipt> {
  if (!validateFulfilInput(order)) {
    throw new restate.TerminalError("The order does not fit its schema.", { errorCode: 400 });
  }
  const carrier = carrierOf(ctx);
  const record = new RunRecord(ctx.key, Number(carrier[STARTED_AT]));
  const finish = (error?: unknown): void => {
    record.ended(order, error);
    // A replay has made them before.
    if ((ctx as unknown as restate.internal.ContextInternal).isProcessing()) {
      emitRun(record, carrier);
    }
  };
  try {
    const receipt = await runSteps(ctx, order, calls, record);
    finish();
    return receipt;
  } catch (error) {
    if (error instanceof restate.TerminalError) {
      await calls.cancel();
      finish(error);
    }
    throw error;
  }
}

async function runSteps(
  ctx: restate.WorkflowContext,
  { id, customerId, region, totalCents, lines }: Order,
  calls: Calls,
  record: RunRecord,
): Promise<Receipt> {
  const expired = ctx.sleep(EXECUTION_TIMEOUT).map((): never => {
    throw new restate.TerminalError("The run took longer than an hour.", { errorCode: 408 });
  });
  const inTime = <Value>(promise: RestatePromise<Value>): RestatePromise<Value> =>
    RestatePromise.race([promise, expired]) as RestatePromise<Value>;

  const scoring = calls.score({ customerId, region, totalCents, items: lines.length }, record.step("score"));
  const stock = await inTime(calls.reserve({ orderId: id, lines }, record.step("stock")));
  const { parcels } = stock.output;
  const shipments: Result<{ readonly label: string }>[] = [];
  for (let begin = 0; begin < parcels.length; begin += MAXIMUM_CONCURRENCY) {
    const window = parcels.slice(begin, begin + MAXIMUM_CONCURRENCY);
    const shipping = window.map((parcel, index) => calls.ship({ parcel, region }, record.shipment(begin + index)));
    shipments.push(...(await inTime(RestatePromise.all(shipping))));
  }
  record.shipped(stock, shipments);
  const scored = await inTime(scoring);
  const mail = record.step("mail", [record.forEachSpanId, scored.spanId]);
  await inTime(calls.notify({ customerId, parcels: shipments.length }, mail));
  return { orderId: id, score: scored.output.score, parcels: shipments.map(({ output }) => output.label) };
}
