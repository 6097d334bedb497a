/**
 * Runs the checkout of one order, and prints its receipt. The card of `CUSTOMER=broke` is declined, and
 * `CUSTOMER=fraudster` is not charged at all.
 */
import { checkout } from "./flows/generated/index.ts";

const run = await checkout.start({
  id: "order-1001",
  customerId: process.env["CUSTOMER"] ?? "customer-7",
  totalCents: 4_999,
  lines: [
    { sku: "kettle", qty: 1 },
    { sku: "teapot", qty: 1 },
    { sku: "cup", qty: 4 },
  ],
});

console.error(`run ${run.id}, trace ${run.traceId}`);
console.log(JSON.stringify(await run.result(), undefined, 2));
