import { describeTemporal } from "../support/engines/describe-temporal.ts";
import { survives } from "./faults.ts";

describeTemporal("Temporal", () => {
  survives("temporal");
});
