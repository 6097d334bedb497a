import { order } from "@shop/flows";

const run = await order.start({ articles: process.argv.slice(2) }, { context: { tenantId: "acme" } });
const { receipt } = await run.result();
console.log(JSON.stringify({ receipt, traceId: run.traceId }));
