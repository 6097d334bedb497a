import { tracedFetch } from "@gen-flows/runtime/http";
import { seen } from "../../seen.ts";
import type { Book } from "../generated/tasks/book.ts";
import type { Trail } from "../generated/types.ts";

export const book: Book = async (parcel, task) => {
  const url = `${process.env["DEPOT_URL"]}/bookings`;
  const response = await tracedFetch(url, { method: "POST", body: JSON.stringify(parcel), signal: task.signal });
  return [...((await response.json()) as Trail), seen("book", task)];
};
