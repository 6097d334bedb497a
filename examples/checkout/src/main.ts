/**
 * Runs the checkout of one order, and prints its receipt. The card of `CUSTOMER=broke` is declined, and
 * `CUSTOMER=fraudster` is not charged at all.
 *
 * It runs in this process, or where `ENGINE` says. An application imports the one module that it wants.
 */
const engines = {
  embedded: () => import("./flows/generated/index.ts"),
  restate: () => import("./flows/generated/restate/client.ts"),
  temporal: () => import("./flows/generated/temporal/client.ts"),
};

const engine = (process.env["ENGINE"] ?? "embedded") as keyof typeof engines;
const { checkout } = await engines[engine]();

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
