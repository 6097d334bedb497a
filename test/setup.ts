import * as fc from "fast-check";
import { SEED } from "./seed.ts";

// A failure on one machine is a failure on all of them; `npm run fuzz` looks for new ones.
fc.configureGlobal({ seed: SEED });
