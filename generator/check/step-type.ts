import type { LinkedStep } from "../ir/linked.ts";
import { typeText } from "./check-module.ts";
import type { CheckModule } from "./check-module.ts";

/** The type of the value that a task step leaves for others. */
export function valueType(module: CheckModule, linked: LinkedStep): string {
  const type = itemType(module, linked);
  const { forEach } = linked.step;
  const item = forEach?.onError === "collect" ? `$Collected<${type}>` : type;
  const whole = forEach === undefined ? type : `readonly (${item})[]`;
  return linked.skippable ? `(${whole}) | undefined` : whole;
}

/** What the task gives; anything where the task is unknown, which has been reported. */
export function itemType(module: CheckModule, { task }: LinkedStep): string {
  return task === undefined ? "any" : typeText(module, task.output, "undefined");
}
