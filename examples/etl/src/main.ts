/** Loads one day: `node src/main.ts 2026-03-01`. Data is read from and written to `DATA_DIRECTORY`, else `data`. */
import { daily } from "./flows/generated/index.ts";

const receipt = await daily.run({ day: process.argv[2] ?? "2026-03-01" });

console.log(JSON.stringify(receipt, undefined, 2));
