import { post } from "../../shop-client.ts";
import type { RefundPayment } from "../generated/tasks/refund-payment.ts";

export const refundPayment: RefundPayment = async (input, task): ReturnType<RefundPayment> => {
  await post("/refunds", input, task);
};
