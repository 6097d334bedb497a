import { post, ShopServiceError } from "../../shop-client.ts";
import type { ReserveStock } from "../generated/tasks/reserve-stock.ts";

export const reserveStock: ReserveStock = async (input, task): ReturnType<ReserveStock> => {
  try {
    return await post("/reservations", input, task);
  } catch (error) {
    if (error instanceof ShopServiceError && error.status === 409) {
      task.fail("OutOfStock");
    }
    throw error;
  }
};
