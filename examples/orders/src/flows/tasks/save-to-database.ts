import { DatabaseSync } from "node:sqlite";
import type { SaveToDatabase } from "../generated/tasks/save-to-database.ts";

const database = new DatabaseSync(process.env["DATABASE"] ?? "orders.sqlite");
database.exec("CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, key TEXT UNIQUE, orderId TEXT, amount REAL)");

export const saveToDatabase: SaveToDatabase = async (input, task): ReturnType<SaveToDatabase> => {
  // An attempt that follows another one saves nothing twice.
  const row = database
    .prepare("INSERT INTO orders (key, orderId, amount) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET key = key RETURNING id")
    .get(task.idempotencyKey, input.orderId, input.amount);
  return { savedId: Number(row?.["id"]) };
};
