import { tracedFetch } from "@gen-flows/runtime/http";
import type { NotifyWarehouse } from "../generated/tasks/notify-warehouse.ts";

const warehouse = process.env["WAREHOUSE_URL"] ?? "http://localhost:4700";

export const notifyWarehouse: NotifyWarehouse = async (input, task): ReturnType<NotifyWarehouse> => {
  const response = await tracedFetch(`${warehouse}/parcels`, {
    method: "POST",
    body: JSON.stringify(input),
    signal: task.signal,
  });
  if (!response.ok) {
    throw new Error(`The warehouse answers ${response.status}`);
  }
  return { status: response.status };
};
