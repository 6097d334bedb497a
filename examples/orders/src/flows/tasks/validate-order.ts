import type { ValidateOrder } from "../generated/tasks/validate-order.ts";

export const validateOrder: ValidateOrder = async (input): ReturnType<ValidateOrder> => {
  return { valid: input.amount > 0 };
};
