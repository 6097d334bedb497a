/** Takes orders: `node src/main.ts [port]`, then `curl -d '{ "orderId": "A-1", "amount": 12.5 }' localhost:4600/order`. */
import { InvalidInputError } from "@gen-flows/runtime";
import { placeOrder } from "./flows/generated/index.ts";
import { telemetry } from "./flows/generated/telemetry.ts";
import type { Order } from "./flows/generated/types.ts";
import { listen } from "./listen.ts";

// Before the first request: its span is made before the first run would register the providers.
telemetry.start();

listen(Number(process.argv[2] ?? 4600), "/order", async (body) => {
  try {
    // What it says is checked by the workflow: here it may be anything.
    const receipt = await placeOrder.run(body as Order);
    return { status: receipt.accepted ? 201 : 422, body: receipt };
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return { status: 400, body: { problem: error.message } };
    }
    throw error;
  }
});
