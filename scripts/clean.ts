/** Takes away what an earlier build left: a module that is gone from the sources must not be published. */
import { rmSync } from "node:fs";
import { join } from "node:path";

for (const folder of ["dist", "runtime/dist"]) {
  rmSync(join(import.meta.dirname, "..", folder), { recursive: true, force: true });
}
