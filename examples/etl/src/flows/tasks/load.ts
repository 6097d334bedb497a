import { DatabaseSync } from "node:sqlite";
import { readJsonLines } from "../../json-lines.ts";
import { database } from "../../paths.ts";
import type { Row } from "../../row.ts";
import type { Load } from "../generated/tasks/load.ts";

export const load: Load = async (input, task): ReturnType<Load> => {
  if (!/^[A-Za-z_]\w*$/.test(input.table)) {
    throw new Error(`${JSON.stringify(input.table)} is no table name`);
  }
  const connection = new DatabaseSync(database());
  try {
    connection.exec(
      `create table if not exists ${input.table} (day text, id text, amount_cents integer, country text, primary key (day, id))`,
    );
    connection.exec("begin immediate");
    connection.prepare(`delete from ${input.table} where day = ?`).run(input.day);
    const insert = connection.prepare(`insert into ${input.table} values (?, ?, ?, ?)`);
    let inserted = 0;
    for await (const row of readJsonLines<Row>(input.uri)) {
      task.signal.throwIfAborted();
      task.heartbeat();
      insert.run(input.day, row.id, row.amountCents, row.country);
      inserted += 1;
    }
    connection.exec("commit");
    return { inserted };
  } finally {
    connection.close();
  }
};
