import type { Member } from "../source/node.ts";
import { STEP_KEYS, stepKeysOf } from "./explain-step.ts";
import { definitionOf } from "./place.ts";
import type { Place } from "./place.ts";

/** What to do about a key that is unknown because a step is written where none can be, or in another form. */
export function wayForStep(place: Place, { key, value }: Member, known: readonly string[]): string | undefined {
  if (isNamedByKey(place)) {
    return `in a list, a step has its name beside what it does: \`name: ${key}\``;
  }
  if (definitionOf(place) === "schedule" && key === "input") {
    return "the code that starts the schedule gives the input of each run: `schedule.start({ input: … })`";
  }
  if (definitionOf(place) === "compensate" && STEP_KEYS.includes(key)) {
    return "a compensation calls one task: `task`, and its `input`";
  }
  const isStep = known.includes("steps") && stepKeysOf(value).length > 0;
  return isStep || (known.includes("steps") && STEP_KEYS.includes(key))
    ? `steps inside of others stand in \`steps\`, each under its name`
    : undefined;
}

/** True for an item of a list of steps that is written like a member of a map: `- charge: { task: chargeCard }`. */
export function isNamedByKey({ node, parent }: Place): boolean {
  const [only, ...others] = node.kind === "object" ? node.members : [];
  const isAlone = parent?.kind === "array" && only !== undefined && others.length === 0;
  return isAlone && !STEP_KEYS.includes(only.key) && stepKeysOf(only.value).length > 0;
}
