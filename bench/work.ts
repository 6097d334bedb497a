import type {
  Assessment,
  NotifyInput,
  Order,
  ReserveInput,
  ReserveOutput,
  Score,
  ShipInput,
  ShipOutput,
} from "./flows/generated/types.ts";

/** What the tasks do, generated and hand-written alike: next to nothing, so that the code around it is what is measured. */

export function scoreOf(input: Assessment): Score {
  return { score: input.totalCents / (input.items + 1) };
}

export function reservationOf(input: ReserveInput): ReserveOutput {
  return { parcels: input.lines.map(({ sku }) => `${input.orderId}-${sku}`) };
}

export function labelOf(input: ShipInput): ShipOutput {
  return { label: `${input.region}:${input.parcel}` };
}

/** Parcels announced so far. Exported, so that the work cannot be left out. */
export let notifiedParcels = 0;

export function notifyOf(input: NotifyInput): void {
  notifiedParcels += input.parcels;
}

export const assessment: Assessment = { customerId: "customer-7", region: "eu", totalCents: 12_900, items: 3 };

/** Its ten lines become ten parcels: the fan-out. */
export const order: Order = {
  id: "order-1",
  customerId: "customer-7",
  region: "eu",
  totalCents: 12_900,
  lines: Array.from({ length: 10 }, (_, index) => ({ sku: `sku-${index}`, quantity: index + 1 })),
};
