import { cancelled, seen, twice } from "../../seen.ts";
import type { Charge } from "../generated/tasks/charge.ts";

class CardDeclined extends Error {
  override readonly name = "CardDeclined";
}

export const charge: Charge = async ({ id }, task) => {
  const times = seen(id, task.context.tenantId);
  if (id === "flaky" && times === 1) {
    throw new Error("the till is jammed");
  }
  if (id === "declined") {
    throw new CardDeclined("the card was stolen");
  }
  if (id === "cancelled") {
    await cancelled(task.signal);
  }
  if (id === "returned") {
    await twice;
  }
  return { receipt: `receipt of ${id}` };
};
