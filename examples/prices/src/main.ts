/** Loads a price list: `node src/main.ts inbox/spring.csv`. Prices are written to `PRICES`, else `data/prices.json`. */
import { update } from "./flows/generated/index.ts";

const { loaded } = await update.run({ file: process.argv[2] ?? "inbox/spring.csv" });

console.log(`${loaded} prices`);
