/** Generates the code of the bench, so that it can be type-checked: `node bench/prepare.ts`. */
import { generateEngineFlows } from "./engines/generate.ts";
import { generateFlows } from "./generate.ts";

generateFlows();
generateEngineFlows();
