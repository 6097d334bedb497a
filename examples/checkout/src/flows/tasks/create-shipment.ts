import { post } from "../../shop-client.ts";
import type { CreateShipment } from "../generated/tasks/create-shipment.ts";

export const createShipment: CreateShipment = async (input, task): ReturnType<CreateShipment> => {
  return post("/shipments", input, task);
};
