import { post, ShopServiceError } from "../../shop-client.ts";
import type { ChargeCard } from "../generated/tasks/charge-card.ts";

export const chargeCard: ChargeCard = async (input, task): ReturnType<ChargeCard> => {
  try {
    return await post("/payments", input, task);
  } catch (error) {
    if (error instanceof ShopServiceError && error.status === 402) {
      task.fail("CardDeclined");
    }
    throw error;
  }
};
